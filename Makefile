# The commands people type. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
ROOT := $(dir $(realpath $(firstword $(MAKEFILE_LIST))))
MAKEFLAGS += --no-print-directory

# Maven runs on any JDK from 17; on 25 it also checks the formatting. A missing JDK 25 is reported by the target that needs it.
MVN = cd $(ROOT) && JAVA_HOME=$$(dev/java-home) && export JAVA_HOME && dev/install-packages build && mvn -B -ntp

demo: ## a cluster, the operator, a store with one entry: the whole story in one command
	@$(ROOT)dev/demo

test: ## every test, on a real cluster; what CI runs
	@$(ROOT)dev/test all

test-fast: ## the tests that need no cluster, but for the slow ones; under 3 minutes once it was built
	@$(ROOT)dev/test fast

test-full: ## `test`, the long fault, scale and soak runs, two builds compared, the cluster's own test
	@$(ROOT)dev/test full

bench: ARGS ?= --write-docs docs/benchmarks.md
bench: ## measure beside PostgreSQL and Redis, and search, watches, memory, backups, restore (half an hour; ARGS=--quick some minutes)
	@$(MVN) -q -pl benchmarks -am package -DskipTests </dev/null && "$$JAVA_HOME/bin/java" -Xms256m -Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -jar benchmarks/target/swarm-benchmarks-0.1.0.jar $(ARGS)

dist: ## both programs, to run without Kubernetes: memory-service/target/dist, operator/target/dist
	@$(MVN) -q package -DskipTests -pl memory-service,operator -am </dev/null

images: dist ## build both images; load them into the cluster of KUBECONFIG, or push them to IMAGE_REGISTRY
	@$(ROOT)dev/images build
	@$(ROOT)dev/images load-if-any

docker-build: images

manifests: ## regenerate the custom resource definitions and what is derived from them
	@$(MVN) -q test -pl crds,memory-service,operator -am -Dtest=CrdManifestsTest,ConfigurationReferenceTest,OpenApiPartTest,MonitoringDocumentTest \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dmanifests.rewrite=true </dev/null

cluster-up: ## start a Kubernetes on this machine (Debian, root, Go; no container engine needed)
	@$(ROOT)dev/cluster/cluster up

cluster-down: ## stop it and remove every trace
	@$(ROOT)dev/cluster/cluster down

kubeconfig: ## print the path of its kubeconfig, nothing else
	@$(ROOT)dev/cluster/cluster kubeconfig

format: ## format every Java file
	@$(MVN) -q spotless:apply </dev/null

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | awk -F':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

.PHONY: demo test test-fast test-full bench dist images docker-build manifests cluster-up cluster-down kubeconfig format help
