# shellcheck shell=bash
# Removes whatever a start made, complete or not; sourced by ../cluster. Nothing in here may end the script early.

# The pods' containers die with their cgroups, so nothing here needs a component that still works.
tear_down() {
  set +Ee
  end_components local-path-provisioner kubelet kube-scheduler kube-controller-manager kube-proxy coredns
  end_pods
  end_components containerd kube-apiserver etcd
  end_marked
  unmount
  release_network
  remove_cgroup
  remove_strays
  rm -rf "$run"
  set -Ee
}

end_components() { # name...: asks, waits up to 5 s, then insists; never touches a process it did not record
  local name i
  for name in "$@"; do
    alive "$name" && kill "$(recorded_pid "$name")"
  done 2>/dev/null
  for name in "$@"; do
    for ((i = 0; i < 50; i++)); do
      alive "$name" || break
      sleep 0.1
    done
    alive "$name" && kill -9 "$(recorded_pid "$name")"
  done 2>/dev/null
}

pod_processes() { find /sys/fs/cgroup -path "*/$cgroup/*" -name cgroup.procs -exec cat {} + 2>/dev/null | sort -u; }

end_pods() {
  local i pids
  [ "$(bridge_owner)" = "$run" ] || return
  for ((i = 0; i < 50; i++)); do
    pids=$(pod_processes)
    [ -n "$pids" ] || return
    # shellcheck disable=SC2086
    kill -9 $pids 2>/dev/null
    sleep 0.1
  done
}

# Shims, and whatever a component started that outlived it: they carry the mark that start() gave their ancestor.
end_marked() {
  local i pid found
  for ((i = 0; i < 50; i++)); do
    found=
    for pid in $(grep -lzxF "SWARM_CLUSTER_RUN=$run" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3); do
      kill $( ((i > 20)) && echo -9) "$pid" 2>/dev/null && found=1
    done
    [ -n "$found" ] || return
    sleep 0.1
  done
}

unmount() {
  local i target
  for i in 1 2 3; do
    awk -v run="$run/" 'index($5, run) == 1 {print $5}' /proc/self/mountinfo | sort -r | while read -r target; do
      # shellcheck disable=SC2059
      umount -l "$(printf "$target")" 2>/dev/null
    done
  done
}

remove_cgroup() {
  local i
  for i in 1 2 3 4 5; do
    find /sys/fs/cgroup -path "*/$cgroup*" -type d -depth -exec rmdir {} + 2>/dev/null
    [ -z "$(find /sys/fs/cgroup -maxdepth 2 -name "$cgroup" 2>/dev/null)" ] && return
    sleep 0.2
  done
}

# What containerd and the kubelet keep at fixed places outside $run.
fixed_places=(/etc/cni/net.d /etc/cni /var/lib/cni/results /var/lib/cni /var/lib/kubelet/device-plugins /var/lib/kubelet
  /var/log/containers /run/containerd/s /run/containerd /opt/containerd)

# Called before a start: which of them are not there yet, so that `down` removes only what the start made.
note_fixed_places() {
  local place
  for place in "${fixed_places[@]}"; do
    if [ ! -e "$place" ]; then echo "$place"; fi
  done >"$run/places.new"
}

remove_strays() {
  local file
  for file in "$run"/containerd/state/io.containerd.runtime.v2.task/*/*/address; do
    [ -f "$file" ] && rm -f "$(sed 's,^unix://,,' "$file")"
  done
  for file in /var/log/containers/*; do
    case $(readlink "$file") in "$run"/*) rm -f "$file" ;; esac
  done
  if [ -f "$run/places.new" ]; then
    rm -f /var/lib/kubelet/device-plugins/kubelet.sock
    for file in /var/lib/cni/results/$cni_network-*; do # named <network>-<sandbox>-<interface>
      file=${file##*/$cni_network-}
      rm -f "/var/lib/cni/results/$cni_network-$file" "/var/lib/cni/results/cni-loopback-${file%-*}-lo"
    done
    # A start that was killed leaves sockets that nobody serves; they go with a folder that was ours.
    grep -qx /run/containerd/s "$run/places.new" && rm -f /run/containerd/s/*
    while read -r file; do rmdir "$file"; done <"$run/places.new" 2>/dev/null
  fi
}
