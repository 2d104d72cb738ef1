# shellcheck shell=bash
# Images made on this machine, since there is no registry; sourced by ../cluster.
#   localhost/debian-base:local  Debian with what a Java service, sqlite3 and curl need: the base of the project's images
#   localhost/jdk:local          the same with this machine's JDK 25, to run jlink in
#   localhost/pause:local        what holds a pod's namespaces

base_image=localhost/debian-base:local
jdk_image=localhost/jdk:local
pause_image=localhost/pause:local
base_suite=bookworm
base_packages=ca-certificates,curl,sqlite3,libstdc++6,zlib1g
images=$home/images
base_archive=$images/debian-base-$(echo "$base_suite $base_packages 1" | sha256sum | cut -c1-12).tar
pause_archive=$images/pause.tar

export BUILDAH_ISOLATION=chroot # nothing but chroot is needed, and nothing but chroot works everywhere

images_made() { [ -f "$base_archive" ] && [ -f "$pause_archive" ]; }

make_images() {
  mkdir -p "$images"
  [ -f "$pause_archive" ] || make_pause_image
  [ -f "$base_archive" ] || make_base_image
}

make_pause_image() { # catatonit -P waits for ever and reaps children; Debian's is linked statically
  local container
  container=$(buildah from scratch)
  buildah copy -q "$container" /usr/bin/catatonit /pause >/dev/null
  buildah config --entrypoint '["/pause", "-P"]' --user 65534:65534 "$container"
  commit_and_archive "$container" $pause_image "$pause_archive"
}

make_base_image() {
  say "making $base_image from Debian $base_suite; about half a minute, once"
  local tar=$images/base.$$.tar container
  mmdebstrap --quiet --variant=essential --include=$base_packages \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' $base_suite "$tar"
  container=$(buildah from scratch)
  buildah add -q "$container" "$tar" / >/dev/null
  buildah config --cmd /bin/sh --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
  rm "$tar"
  commit_and_archive "$container" $base_image "$base_archive"
}

# The archive is moved into place when it is complete; buildah's own store may be emptied at any time.
commit_and_archive() { # container, image, archive
  buildah commit -q --rm "$1" "$2" >/dev/null
  rm -f "$3.part"
  buildah push -q --disable-compression "$2" "oci-archive:$3.part:$2" >/dev/null
  mv "$3.part" "$3"
}

import_archive() { # archive...
  local archive
  for archive in "$@"; do
    ctr -a "$containerd_socket" -n k8s.io images import "$archive" >/dev/null
  done
}

import_node_images() {
  await containerd 'containerd' ctr -a "$containerd_socket" version
  import_archive "$pause_archive" "$base_archive"
}

load() { # image...
  need_root load
  alive containerd || die "load: the cluster is not running; start it with 'cluster up'"
  local image archive
  mkdir -p "$images"
  for image in "$@"; do
    archive=$images/load.$$.tar
    buildah push -q --disable-compression "$image" "oci-archive:$archive:$image" >/dev/null ||
      die "load: buildah has no image $image; build it with 'make images'"
    import_archive "$archive"
    rm "$archive"
    say "loaded $image"
  done
}
