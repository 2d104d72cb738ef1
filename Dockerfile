# Two images: --target operator and --target memory-service. Built from `make dist`; `make images` does both.
# Without a registry both base images come from dev/cluster; the RUN lines then need no network.
ARG JDK_IMAGE=docker.io/library/eclipse-temurin:25-jdk
ARG BASE_IMAGE=docker.io/library/debian:bookworm-slim

# --- The Java runtimes, each with the modules its program uses (jdeps; `java.net.http` and `jdk.crypto.ec` for TLS).
FROM ${JDK_IMAGE} AS jre-operator
RUN jlink --no-header-files --no-man-pages --generate-cds-archive --compress zip-6 --output /jre --add-modules \
    java.base,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.unsupported \
    && rm /jre/lib/server/classes_nocoops.jsa

FROM ${JDK_IMAGE} AS jre-memory-service
RUN jlink --no-header-files --no-man-pages --generate-cds-archive --compress zip-6 --output /jre --add-modules \
    java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs \
    && rm /jre/lib/server/classes_nocoops.jsa

# --- Native libraries, unpacked: the root file system is read-only and /tmp may not exist.
FROM ${JDK_IMAGE} AS native
COPY memory-service/target/dist/lib/sqlite-jdbc-*.jar memory-service/target/dist/lib/zstd-jni-*.jar /jars/
RUN mkdir -p /unpacked /native && cd /unpacked && for jar in /jars/*.jar; do jar xf "$jar"; done \
    && case $(uname -m) in x86_64) sqlite=x86_64 zstd=amd64 ;; *) sqlite=$(uname -m) zstd=$(uname -m) ;; esac \
    && cp org/sqlite/native/Linux/$sqlite/libsqlitejdbc.so linux/$zstd/libzstd-jni-*.so /native/ \
    && ln -s "$(cd /native && ls libzstd-jni-*.so)" /native/libzstd-jni.so

# --- What both run on.
FROM ${BASE_IMAGE} AS base
RUN if ! command -v sqlite3 >/dev/null || ! command -v curl >/dev/null || [ ! -d /etc/ssl/certs ]; then \
      apt-get update && apt-get install -y --no-install-recommends ca-certificates curl sqlite3 \
      && rm -rf /var/lib/apt/lists/*; \
    fi \
    && echo 'swarm:x:10001:10001:swarm:/tmp:/usr/sbin/nologin' >>/etc/passwd \
    && echo 'swarm:x:10001:' >>/etc/group \
    && mkdir -p /opt/swarm /data && chown 10001:10001 /data
ENV JAVA_HOME=/opt/java SWARM_HOME=/opt/swarm

FROM base AS operator
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="swarm-operator" \
      org.opencontainers.image.description="Runs durable, shared memory for swarms of agents on Kubernetes" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=jre-operator /jre /opt/java
COPY operator/target/dist /opt/swarm
# Trained while the image is made: the start takes half as long with the classes loaded and linked beforehand.
RUN ln -s /opt/swarm/bin/swarm-operator /usr/local/bin/swarm-operator \
    && SWARM_AOT_OUTPUT=/opt/swarm/swarm-operator.aot swarm-operator train \
    && test -s /opt/swarm/swarm-operator.aot
USER 10001:10001
EXPOSE 8080
ENTRYPOINT ["/opt/swarm/bin/swarm-operator"]

FROM base AS memory-service
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="swarm-memory" \
      org.opencontainers.image.description="Durable, shared memory for swarms of agents on SQLite" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=jre-memory-service /jre /opt/java
COPY --from=native /native /opt/swarm/native
COPY dev/image/sqlite3 /usr/local/bin/sqlite3
COPY memory-service/target/dist /opt/swarm
COPY dev/image/train-memory /tmp/train-memory
RUN ln -s /opt/swarm/bin/swarm-memory /usr/local/bin/swarm-memory && sh /tmp/train-memory && rm -rf /tmp/*
USER 10001:10001
WORKDIR /data
EXPOSE 8080 9090 9091
ENTRYPOINT ["/opt/swarm/bin/swarm-memory"]
CMD ["serve"]
