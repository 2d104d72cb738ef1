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

# A disk that really fills: an ext4 file of that size, mounted, behind a PersistentVolume of the class "loop".
loop_volume() { # name, size as Kubernetes writes it (64Mi, 1Gi)
  need_root loop-volume
  [ $# = 2 ] || die "loop-volume: expected NAME SIZE, e.g. loop-volume small 64Mi"
  alive kube-apiserver || die "loop-volume: the cluster is not running; start it with 'cluster up'"
  local file=$run/loops/$1.img mount=$run/loops/$1
  [ ! -e "$file" ] || die "loop-volume: there is one named $1 already"
  mkdir -p "$mount"
  truncate -s "${2%i}" "$file"
  mkfs.ext4 -q -m 0 "$file"
  mount -o loop "$file" "$mount"
  chmod 0777 "$mount"
  kube apply -f - >/dev/null <<Y
apiVersion: v1
kind: PersistentVolume
metadata: {name: $1}
spec:
  capacity: {storage: $2}
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Retain
  storageClassName: loop
  local: {path: $mount}
  nodeAffinity:
    required:
      nodeSelectorTerms:
        - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [$node_name]}]
Y
  echo "$mount"
}

# What a CSI driver and its resizer do when a claim asks for more: the disk first, then the two objects.
loop_grow() { # name, size
  need_root loop-grow
  [ $# = 2 ] || die "loop-grow: expected NAME SIZE, e.g. loop-grow small 128Mi"
  local file=$run/loops/$1.img device claim
  [ -e "$file" ] || die "loop-grow: there is no loop volume named $1"
  device=$(losetup -n -O NAME -j "$file")
  truncate -s "${2%i}" "$file"
  losetup -c "$device"
  resize2fs "$device" >/dev/null 2>&1
  kube patch pv "$1" --type merge -p "{\"spec\":{\"capacity\":{\"storage\":\"$2\"}}}" >/dev/null
  claim=$(kube get pv "$1" -o jsonpath='{.spec.claimRef.namespace} {.spec.claimRef.name}')
  if [ "$claim" != ' ' ]; then
    kube -n "${claim% *}" patch pvc "${claim#* }" --subresource status --type merge \
      -p "{\"status\":{\"capacity\":{\"storage\":\"$2\"},\"conditions\":[]}}" >/dev/null
  fi
}
