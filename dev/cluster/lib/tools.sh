# shellcheck shell=bash
# Compiles the tools from the pinned modules in ../tools; sourced by ../cluster.

# A change of any pin is another folder, so that the right tools are there or are built.
tools_key=$(cat "$here"/tools/*/go.mod "$here"/tools/*/go.sum | sha256sum | cut -c1-12)
bin=$home/tools/$tools_key

version_flag="-X k8s.io/component-base/version.gitVersion=v$kubernetes_version" # kubectl refuses a node without it

tools_built() { [ -f "$bin/.complete" ]; }

compile_tools() {
  tools_built && return
  command -v go >/dev/null ||
    die "Go is missing: install Go 1.26 or newer (https://go.dev/dl; Debian's own package is too old) and put it on the PATH"
  say "compiling Kubernetes, etcd, CoreDNS, Helm and local-path-provisioner; 5 to 8 minutes on two cores, once"
  local since=$SECONDS
  mkdir -p "$bin"
  export CGO_ENABLED=0 GOFLAGS="-mod=readonly -trimpath -buildvcs=false"
  # Two streams: the links of one fill the gaps of the other.
  (
    compile kubernetes "$bin/" "$version_flag"
  ) & local kubernetes=$!
  (
    compile etcd "$bin/etcd" "" && compile helm "$bin/helm" "" && compile coredns "$bin/coredns" "" &&
      compile local-path-provisioner "$bin/local-path-provisioner" ""
  ) & local others=$!
  trap 'kill_tree $kubernetes $others; exit 143' TERM INT
  local failed=0
  wait $kubernetes || failed=1
  wait $others || failed=1
  ((failed == 0)) || die "go build failed; its messages are above"
  touch "$bin/.complete"
  say "tools compiled after $((SECONDS - since)) s"
}

# For a cluster that is not ours: prints the folder of kubectl and helm, compiling only these two when need be.
clients() {
  if tools_built; then echo "$bin"; return; fi
  local folder=$home/clients/$tools_key
  if [ ! -f "$folder/.complete" ]; then
    command -v go >/dev/null || die "kubectl and helm are needed: install both, or Go 1.26 or newer (https://go.dev/dl)"
    say "compiling kubectl and helm; a few minutes, once"
    mkdir -p "$folder"
    export CGO_ENABLED=0 GOFLAGS="-mod=readonly -trimpath -buildvcs=false"
    (cd "$here/tools/kubernetes" && go build -ldflags "-s -w $version_flag" -o "$folder/" k8s.io/kubernetes/cmd/kubectl)
    compile helm "$folder/helm" ""
    touch "$folder/.complete"
  fi
  echo "$folder"
}

compile() { # module, output, extra linker flags
  (cd "$here/tools/$1" && go build -ldflags "-s -w $3" -o "$2" tool) {lock}>&-
}

kill_tree() { # ids
  local pid
  for pid in "$@"; do
    # shellcheck disable=SC2046
    kill_tree $(cat "/proc/$pid/task/$pid/children" 2>/dev/null)
    kill "$pid" 2>/dev/null || true
  done
}
