#!/bin/sh
# The whole life of a memory, one step after the other: create, fill, back up, delete, create again, restore, migrate,
# clone, upgrade, hibernate, wake. The operator is installed already.
#
#   NAMESPACE   where it happens (notebook); made when absent, removed at the end unless KEEP is set
#   KUBECTL     the kubectl to use
#   UPGRADE_TO  tag of another memory image that the cluster can pull; without it the version stays
set -eu

here=$(cd "$(dirname "$0")" && pwd)
namespace=${NAMESPACE:-notebook}
kubectl=${KUBECTL:-kubectl}

k() { "$kubectl" -n "$namespace" "$@"; }
step() { printf '\n== %s\n' "$*"; }
ready() { k wait --for=condition=Ready "sms/$1" --timeout=3m; }
memory() { pod=$1; shift; k exec "$pod-0" -- swarm-memory "$@"; }
expect() { # STORE KEY VALUE
    found=$(memory "$1" retrieve "$2")
    if [ "$found" != "$3" ]; then
        echo "$1 says $2 = $found (expected: $3)" >&2
        exit 1
    fi
    echo "$1: $2 = $found"
}
# Waits until a field of an object has a value: OBJECT JSONPATH VALUE
becomes() { k wait "--for=jsonpath=$2=$3" "$1" --timeout=5m; }

"$kubectl" create namespace "$namespace" --dry-run=client -o yaml | "$kubectl" apply -f -

step create
k apply -f "$here/store.yaml"
ready notebook

step fill
memory notebook store plan '{"step":1}' --tag plan
memory notebook store greeting hello

step back up
k annotate sms notebook swarm.claudeflow.io/backup-requested=true
until [ -n "$(k get smb -o name)" ]; do sleep 1; done
k wait --for=condition=Verified smb --all --timeout=5m
k get smb

step delete
k delete sms notebook --timeout=5m
k get pvc,smb

step create again
k apply -f "$here/store.yaml"
ready notebook
expect notebook greeting hello

step restore
memory notebook store greeting 'a mistake'
k apply -f "$here/restore.yaml"
k wait --for=condition=Succeeded smr/notebook-back --timeout=5m
ready notebook
expect notebook greeting hello

step migrate
image=$(k get pod notebook-0 -o 'jsonpath={.spec.containers[0].image}')
sed "s|IMAGE|$image|" "$here/legacy.yaml" | k apply -f -
becomes pod/legacy-writer '{.status.phase}' Succeeded
k delete pod legacy-writer
k patch sms notebook --type=merge -p '{"spec":{"migrateFromLegacy":true,"legacyDataPVC":"legacy-memory"}}'
k wait --for=condition=Migrated sms/notebook --timeout=5m
ready notebook
expect notebook from-before 'still known'

step clone
k apply -f "$here/clone.yaml"
ready notebook-copy
expect notebook-copy from-before 'still known'

if [ -n "${UPGRADE_TO:-}" ]; then
    step upgrade
    k patch sms notebook --type=merge -p "{\"spec\":{\"version\":\"$UPGRADE_TO\"}}"
    becomes sms/notebook '{.status.version}' "$UPGRADE_TO"
    ready notebook
    expect notebook greeting hello
fi

step hibernate
k patch sms notebook --type=merge -p '{"spec":{"hibernate":true}}'
k wait --for=condition=Hibernated sms/notebook --timeout=5m
k get pods,pvc

step wake
k patch sms notebook --type=merge -p '{"spec":{"hibernate":false}}'
k wait --for=condition=Hibernated=false sms/notebook --timeout=3m
ready notebook
expect notebook greeting hello

if [ -z "${KEEP:-}" ]; then
    step clean up
    "$kubectl" delete namespace "$namespace" --timeout=5m
fi
echo "the life of a memory: done"
