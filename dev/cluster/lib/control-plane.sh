# shellcheck shell=bash
# Certificates, etcd, API server, controller manager, scheduler; sourced by ../cluster.

certificates() {
  cat >"$run/kubeadm.yaml" <<Y
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: {advertiseAddress: $node_ip, bindPort: 6443}
nodeRegistration: {name: $node_name, criSocket: unix://$containerd_socket}
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
clusterName: swarm-local
kubernetesVersion: v$kubernetes_version
certificatesDir: $run/pki
networking: {serviceSubnet: $service_cidr, podSubnet: $pod_cidr}
encryptionAlgorithm: ECDSA-P256
Y
  {
    "$bin/kubeadm" init phase certs all --config "$run/kubeadm.yaml"
    local user
    for user in admin super-admin controller-manager scheduler kubelet; do
      "$bin/kubeadm" init phase kubeconfig $user --config "$run/kubeadm.yaml" --kubeconfig-dir "$run"
    done
  } >"$run/log/kubeadm.log" 2>&1 || { cat "$run/log/kubeadm.log" >&2; die "making the certificates failed"; }
}

start_control_plane() {
  local pki=$run/pki
  start etcd "$bin/etcd" --data-dir "$run/etcd" --unsafe-no-fsync \
    --listen-client-urls $etcd_client --advertise-client-urls $etcd_client \
    --listen-peer-urls $etcd_peer --initial-advertise-peer-urls $etcd_peer --initial-cluster default=$etcd_peer
  start kube-apiserver "$bin/kube-apiserver" --etcd-servers $etcd_client \
    --advertise-address $node_ip --bind-address $node_ip --secure-port 6443 \
    --service-cluster-ip-range $service_cidr \
    --client-ca-file "$pki/ca.crt" --tls-cert-file "$pki/apiserver.crt" --tls-private-key-file "$pki/apiserver.key" \
    --kubelet-client-certificate "$pki/apiserver-kubelet-client.crt" \
    --kubelet-client-key "$pki/apiserver-kubelet-client.key" --kubelet-preferred-address-types InternalIP \
    --service-account-key-file "$pki/sa.pub" --service-account-signing-key-file "$pki/sa.key" \
    --service-account-issuer https://kubernetes.default.svc.cluster.local \
    --requestheader-client-ca-file "$pki/front-proxy-ca.crt" --requestheader-allowed-names front-proxy-client \
    --requestheader-extra-headers-prefix X-Remote-Extra- --requestheader-group-headers X-Remote-Group \
    --requestheader-username-headers X-Remote-User \
    --proxy-client-cert-file "$pki/front-proxy-client.crt" --proxy-client-key-file "$pki/front-proxy-client.key" \
    --authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction,PodSecurity --allow-privileged \
    --audit-policy-file "$here/audit-policy.yaml" --audit-log-path "$audit_log" --audit-log-maxsize 512
  await kube-apiserver 'the API server' kube get --raw /readyz
  kube create clusterrolebinding kubeadm:cluster-admins --clusterrole cluster-admin \
    --group kubeadm:cluster-admins >/dev/null
  local name auth
  for name in controller-manager scheduler; do
    auth=(--kubeconfig "$run/$name.conf" --authentication-kubeconfig "$run/$name.conf"
      --authorization-kubeconfig "$run/$name.conf" --leader-elect=false --bind-address 127.0.0.1)
    if [ $name = controller-manager ]; then
      auth+=(--service-account-private-key-file "$pki/sa.key" --root-ca-file "$pki/ca.crt"
        --use-service-account-credentials --cluster-cidr $pod_cidr)
    fi
    start kube-$name "$bin/kube-$name" "${auth[@]}"
  done
}
