# shellcheck shell=bash
# The default StorageClass, and volumes with a real size; sourced by ../cluster.

# local-path: folders of the node. No size is enforced and none really grows; see loop_volume for both.
install_storage() {
  mkdir -p "$run/volumes"
  local paths='{"nodePathMap":[{"node":"DEFAULT_PATH_FOR_NON_LISTED_NODES","paths":["'$run/volumes'"]}]}'
  echo "$paths" >"$run/volumes.json"
  kube apply -f - >/dev/null <<Y
apiVersion: v1
kind: Namespace
metadata: {name: local-path-storage}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: local-path-provisioner, namespace: local-path-storage}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: local-path-config, namespace: local-path-storage}
data:
  config.json: '$paths'
  setup: |
    #!/bin/sh
    mkdir -m 0777 -p "\$VOL_DIR"
  teardown: |
    #!/bin/sh
    rm -rf "\$VOL_DIR"
  helperPod.yaml: |
    apiVersion: v1
    kind: Pod
    metadata: {name: helper-pod}
    spec:
      terminationGracePeriodSeconds: 0
      containers: [{name: helper-pod, image: "$base_image", imagePullPolicy: Never}]
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: local-path, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: rancher.io/local-path
volumeBindingMode: WaitForFirstConsumer
allowVolumeExpansion: true
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: loop}
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
allowVolumeExpansion: true
Y
  start local-path-provisioner "$bin/local-path-provisioner" start --kubeconfig "$admin" \
    --namespace local-path-storage --configmap-name local-path-config --config "$run/volumes.json" \
    --helper-image $base_image --service-account-name local-path-provisioner
}

# A disk that really fills, behind a PersistentVolume of the class "loop": a folder on a mounted ext4 file four times as
# large as asked for; a ballast file beside the folder takes up the rest. Growing makes the ballast smaller, at once and
# under a running pod; a real resize of a mounted file system would need CAP_SYS_RESOURCE, which containers often lack.
loop_volume() { # name, size as Kubernetes writes it (64Mi, 1Gi)
  need_root loop-volume
  [ $# = 2 ] || die "loop-volume: expected NAME SIZE, e.g. loop-volume small 64Mi"
  alive kube-apiserver || die "loop-volume: the cluster is not running; start it with 'cluster up'"
  local file=$run/loops/$1.img mount=$run/loops/$1 bytes
  [ ! -e "$file" ] || die "loop-volume: there is one named $1 already"
  bytes=$(bytes "$2")
  mkdir -p "$mount"
  truncate -s $((4 * bytes + (16 << 20))) "$file"
  mkfs.ext4 -q -m 0 "$file"
  mount -o loop "$file" "$mount"
  mkdir -m 0777 "$mount/volume"
  echo $(($(stat -f -c '%a * %S' "$mount"))) >"$run/loops/$1.most"
  leave_free "$1" "$bytes"
  kube apply -f - >/dev/null <<Y
apiVersion: v1
kind: PersistentVolume
metadata: {name: $1}
spec:
  capacity: {storage: $2}
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Retain
  storageClassName: loop
  local: {path: $mount/volume}
  nodeAffinity:
    required:
      nodeSelectorTerms:
        - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [$node_name]}]
Y
  echo "$mount/volume"
}

# What a CSI driver and its resizer do when a claim asks for more: the disk first, then the two objects.
loop_grow() { # name, size
  need_root loop-grow
  [ $# = 2 ] || die "loop-grow: expected NAME SIZE, e.g. loop-grow small 128Mi"
  [ -e "$run/loops/$1.img" ] || die "loop-grow: there is no loop volume named $1"
  leave_free "$1" "$(bytes "$2")"
  kube patch pv "$1" --type merge -p "{\"spec\":{\"capacity\":{\"storage\":\"$2\"}}}" >/dev/null
  local claim
  claim=$(kube get pv "$1" -o jsonpath='{.spec.claimRef.namespace} {.spec.claimRef.name}')
  if [ "$claim" != ' ' ]; then
    kube -n "${claim% *}" patch pvc "${claim#* }" --subresource status --type merge \
      -p "{\"status\":{\"capacity\":{\"storage\":\"$2\"},\"conditions\":[]}}" >/dev/null
  fi
}

bytes() { # quantity
  numfmt --from=iec-i "$1" || die "$1 is not a size such as 64Mi or 1Gi"
}

leave_free() { # name, bytes for the folder, what is in it included
  local most ballast=$run/loops/$1/ballast
  most=$(<"$run/loops/$1.most")
  (($2 < most)) || die "loop volume $1 cannot grow beyond $((most >> 20)) MiB"
  [ -e "$ballast" ] && truncate -s $((most - $2)) "$ballast"
  fallocate -l $((most - $2)) "$ballast"
}
