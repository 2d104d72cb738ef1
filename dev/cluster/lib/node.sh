# shellcheck shell=bash
# containerd, kubelet, kube-proxy, CoreDNS; sourced by ../cluster.

# All state of containers lies below $run; what containerd 1.6 insists on keeping elsewhere, `down` finds by name.
start_containerd() {
  cat >"$run/containerd.toml" <<Y
version = 2
root = "$run/containerd/root"
state = "$run/containerd/state"
[grpc]
  address = "$containerd_socket"
[plugins."io.containerd.internal.v1.opt"]
  path = "$run/containerd/opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$pause_image"
  netns_mounts_under_state_dir = true
  restrict_oom_score_adj = true   # without CAP_SYS_RESOURCE nothing may lower its score
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        Root = "$run/runc"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$run/cni"
Y
  start containerd containerd -c "$run/containerd.toml"
}

# A cgroup of our own above all pods: `down` ends what is in it, and nothing else.
make_cgroup() {
  local controller file
  if [ -f /sys/fs/cgroup/cgroup.controllers ]; then
    mkdir -p /sys/fs/cgroup/$cgroup
    for controller in $(cat /sys/fs/cgroup/cgroup.controllers); do
      echo "+$controller" >/sys/fs/cgroup/cgroup.subtree_control 2>/dev/null || true
      echo "+$controller" >/sys/fs/cgroup/$cgroup/cgroup.subtree_control 2>/dev/null || true
    done
    return
  fi
  for controller in /sys/fs/cgroup/*/; do
    mkdir -p "$controller$cgroup"
    for file in cpuset.cpus cpuset.mems; do # a new group of this controller has none, and then takes no process
      if [ -f "$controller$file" ]; then cat "$controller$file" >"$controller$cgroup/$file"; fi
    done
  done
}

start_node() {
  make_cgroup
  cat >"$run/kubelet.yaml" <<Y
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $node_ip
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $run/pki/ca.crt}}
authorization: {mode: Webhook}
cgroupDriver: cgroupfs
cgroupRoot: /$cgroup
failCgroupV1: false
failSwapOn: false
makeIPTablesUtilChains: false
podLogsDir: $run/pod-logs
clusterDNS: [$node_ip]
clusterDomain: cluster.local
resolvConf: /dev/null
containerRuntimeEndpoint: unix://$containerd_socket
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%}
imageGCHighThresholdPercent: 100
serializeImagePulls: false
syncFrequency: 10s
Y
  start kubelet "$bin/kubelet" --config "$run/kubelet.yaml" --kubeconfig "$run/kubelet.conf" \
    --root-dir "$run/kubelet" --cert-dir "$run/kubelet/pki" --hostname-override $node_name --node-ip $node_ip
  cat >"$run/kube-proxy.yaml" <<Y
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: $admin}
clusterCIDR: $pod_cidr
mode: nftables
hostnameOverride: $node_name
healthzBindAddress: 127.0.0.1:10256
conntrack: {maxPerCore: 0}
Y
  start kube-proxy "$bin/kube-proxy" --config "$run/kube-proxy.yaml"
  cat >"$run/Corefile" <<Y
.:53 {
  bind $node_ip
  errors
  kubernetes cluster.local in-addr.arpa {
    kubeconfig $admin
    ttl 5
  }
  cache 5
}
Y
  start coredns "$bin/coredns" -conf "$run/Corefile"
}
