# shellcheck shell=bash
# Bridges of our own, on fixed addresses; nothing is routed to the machine's own interfaces. Sourced by ../cluster.

# Refuses to start over somebody else's network; makes the bridges. The alias says whose they are.
claim_network() {
  local owner
  if owner=$(bridge_owner) && [ "$owner" != "$run" ]; then
    die "another cluster has $node_ip (its files: ${owner:-unknown}); stop that one first, e.g.
  SWARM_CLUSTER_HOME=${owner%/run} $here/cluster down"
  fi
  local taken
  taken=$(ip -4 -o addr show; ip -4 route show)
  if grep -E '\b10\.24[456]\.' <<<"$taken" | grep -vE "dev $node_bridge|$pod_bridge" >&2; then
    die "the addresses above are inside 10.244.0.0/24, 10.245.0.1 or 10.246.0.0/16, which this cluster uses"
  fi
  if nft list table ip kube-proxy >/dev/null 2>&1; then
    die "another kube-proxy runs on this machine (nft table 'ip kube-proxy'); stop that cluster first"
  fi
  local listening
  listening=$(ss -Hltn "( sport = :6443 or sport = :10250 or sport = :23790 or sport = :23800 )" | awk '{print $4}')
  [ -z "$listening" ] || die "these addresses are in use by another process, and this cluster needs their ports: $listening"

  mkdir -p "$run"
  local key
  for key in net.ipv4.ip_forward net.bridge.bridge-nf-call-iptables; do
    sysctl -e -n "$key" 2>/dev/null | sed "s/^/$key=/" # what `down` puts back
  done >"$run/sysctl.before"
  ip link add $node_bridge type bridge
  ip link set $node_bridge alias "$run" up
  ip addr add $node_ip/32 dev $node_bridge
  sysctl -qw net.ipv4.ip_forward=1
  sysctl -qew net.bridge.bridge-nf-call-iptables=1 || true # kernels that have it want it on: a pod that calls itself
  mkdir -p "$run/cni"
  cat >"$run/cni/10-swarm.conflist" <<Y
{"cniVersion": "1.0.0", "name": "$cni_network", "plugins": [
  {"type": "bridge", "bridge": "$pod_bridge", "isGateway": true, "ipMasq": false, "hairpinMode": true,
   "ipam": {"type": "host-local", "dataDir": "$run/ipam", "ranges": [[{"subnet": "$pod_cidr"}]],
            "routes": [{"dst": "0.0.0.0/0"}]}}]}
Y
}

bridge_owner() { # fails when there is no bridge
  ip -o link show $node_bridge >/dev/null 2>&1 && cat /sys/class/net/$node_bridge/ifalias
}

release_network() {
  if [ "$(bridge_owner)" = "$run" ]; then
    local veth
    for veth in "/sys/class/net/$pod_bridge/brif"/*; do
      [ -e "$veth" ] && ip link delete "${veth##*/}" 2>/dev/null || true
    done
    ip link delete $pod_bridge 2>/dev/null || true
    nft delete table ip kube-proxy 2>/dev/null || true
    nft delete table ip6 kube-proxy 2>/dev/null || true
    ip link delete $node_bridge
  fi
  if [ -s "$run/sysctl.before" ]; then sysctl -qe -p "$run/sysctl.before" >/dev/null 2>&1 || true; fi
}
