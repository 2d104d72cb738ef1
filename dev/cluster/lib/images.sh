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
base_archive=$images/debian-base-$(echo "$base_suite $base_packages 2" | sha256sum | cut -c1-12).tar
pause_archive=$images/pause-2.tar

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
  buildah push -q "$2" "docker-archive:$3.part:$2" >/dev/null
  mv "$3.part" "$3"
}

# What the Dockerfile builds on, in buildah's store; the archive or the machine's JDK is where they come from.
base_images() {
  need_root base-images
  "$here/../install-packages" cluster
  mkdir -p "$images"
  [ -f "$base_archive" ] || make_base_image
  has_image $base_image "$(basename "$base_archive")" || {
    buildah pull -q "docker-archive:$base_archive" >/dev/null
    mark $base_image "$(basename "$base_archive")"
  }
  local jdk key container
  jdk=$("$here/../java-home")
  key=2-$(sha256sum <"$jdk/release" | cut -c1-12)-$(basename "$base_archive")
  has_image $jdk_image "$key" && return
  say "making $jdk_image from $jdk; about ten seconds, once"
  container=$(buildah from --pull-never $base_image)
  (cd "$jdk" && tar -ch --exclude=./src.zip .) >"$images/jdk.$$.tar"
  buildah add -q "$container" "$images/jdk.$$.tar" /opt/java/openjdk >/dev/null
  rm "$images/jdk.$$.tar"
  buildah config --env JAVA_HOME=/opt/java/openjdk --env PATH=/opt/java/openjdk/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
  buildah rmi $jdk_image >/dev/null 2>&1 || true # an older one
  buildah commit -q --rm "$container" $jdk_image >/dev/null
  mark $jdk_image "$key"
}

# Which recipe an image in buildah's store was made by is kept beside its id.
has_image() { # image, recipe
  local id
  id=$(buildah images -q --no-trunc "$1" 2>/dev/null) && [ -n "$id" ] &&
    [ "$(cat "$images/$(basename "${1%:*}").made" 2>/dev/null)" = "$2 $id" ]
}

mark() { # image, recipe
  echo "$2 $(buildah images -q --no-trunc "$1")" >"$images/$(basename "${1%:*}").made"
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
    # Docker's format keeps the layers as they are; the OCI one compresses them, which takes four times as long.
    buildah push -q "$image" "docker-archive:$archive:localhost/${image#localhost/}" >/dev/null ||
      die "load: buildah has no image $image; build it with 'make images'"
    import_archive "$archive"
    rm "$archive"
    # Without the prefix it is the same image in a pod, as it is in buildah.
    ctr -a "$containerd_socket" -n k8s.io images tag --force "localhost/${image#localhost/}" \
      "docker.io/library/${image#localhost/}" >/dev/null
    say "loaded $image"
  done
}
