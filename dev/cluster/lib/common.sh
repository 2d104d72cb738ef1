# shellcheck shell=bash disable=SC2034
# Names, addresses and the handling of processes; sourced by ../cluster.

home=${SWARM_CLUSTER_HOME:-$HOME/.cache/swarm-cluster}
case $home in /*) ;; *) home=$PWD/$home ;; esac
run=$home/run
kubeconfig=$run/admin.conf
admin=$run/super-admin.conf
audit_log=$run/audit.log

kubernetes_version=1.34.3
node_name=local
node_ip=10.245.0.1
pod_cidr=10.244.0.0/24
service_cidr=10.246.0.0/16
node_bridge=swarm-node
pod_bridge=swarm-pods
cni_network=swarm-cluster
cgroup=swarm-cluster
etcd_client=http://127.0.0.1:23790
etcd_peer=http://127.0.0.1:23800
containerd_socket=$run/containerd.sock

# In the order in which they are started.
components=(containerd etcd kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy coredns
  local-path-provisioner)

say() { echo "cluster: $*" >&2; }

die() {
  echo "cluster: $*" >&2
  exit 1
}

need_root() { # command
  [ "$(id -u)" = 0 ] || die "'$1' needs root (it starts containers and makes bridges): run it with sudo -E"
}

# Starts a component in a session of its own and records it as "id, start time, boot", which together name one process
# for ever. The record is written by the new process before it becomes the component, so that there is no moment in
# which a component runs unrecorded; the variable marks whatever it starts in turn.
start() { # name command...
  local name=$1
  shift
  SWARM_CLUSTER_RUN=$run setsid bash -c '
    record=$1; shift
    read -r -a stat </proc/$$/stat
    echo "$$ ${stat[21]} $(</proc/sys/kernel/random/boot_id)" >"$record"
    exec "$@"' start "$run/$name.pid" "$@" >"$run/log/$name.log" 2>&1 </dev/null {lock}>&- &
  disown
}

process_start() { # id: its start time in ticks since boot; fails for a process that is gone or a zombie
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  stat=${stat##*) } # the name before it may hold anything
  read -r -a stat <<<"$stat"
  [ "${stat[0]}" != Z ] && echo "${stat[19]}"
}

recorded_pid() { # name
  cut -d' ' -f1 "$run/$1.pid" 2>/dev/null
}

alive() { # name: the recorded process runs, and it is the one that was recorded
  local pid started boot
  [ -f "$run/$1.pid" ] && read -r pid started boot <"$run/$1.pid" || return 1
  [ "$boot" = "$(</proc/sys/kernel/random/boot_id)" ] && [ "$(process_start "$pid")" = "$started" ]
}

await() { # component, description, command...: up to 60 s, and not longer than the component lives
  local component=$1 what=$2
  shift 2
  local deadline=$((SECONDS + 60)) grace=$((SECONDS + 2))
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS > grace)) && ! alive "$component"; then
      tail -n 15 "$run/log/$component.log" >&2
      die "$component ended while waiting for $what"
    fi
    if ((SECONDS > deadline)); then
      tail -n 15 "$run/log/$component.log" >&2
      die "$what was not ready after 60 s"
    fi
    sleep 0.2
  done
}

kube() { "$bin/kubectl" --kubeconfig "$admin" "$@"; }

node_ready() {
  [ "$(kube get node $node_name -o jsonpath='{.status.conditions[?(@.type=="Ready")].status}' --request-timeout 5s)" = True ]
}

# Sets `unhealthy` to the first reason found.
healthy() {
  unhealthy=
  local name
  [ -e "$run/complete" ] || unhealthy="no completed start"
  [ "$(readlink "$run/bin" 2>/dev/null)" = "$bin" ] || unhealthy=${unhealthy:-"it runs other tools than go.mod names"}
  for name in "${components[@]}"; do
    alive "$name" || unhealthy=${unhealthy:-"$name is dead"}
  done
  [ -n "$unhealthy" ] && return 1
  kube get --raw /readyz --request-timeout 5s >/dev/null 2>&1 || { unhealthy="the API server is not ready"; return 1; }
  node_ready 2>/dev/null || { unhealthy="the node is not ready"; return 1; }
}
