# The commands people type. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash

# Maven runs on any JDK from 17; on 25 it also checks the formatting.
export JAVA_HOME ?= $(firstword $(wildcard /usr/lib/jvm/temurin-25* /usr/lib/jvm/*25*) $(JAVA_HOME))
MVN := mvn -B -ntp

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  %-16s %s\n", $$1, $$2}'

format: ## format every Java file
	$(MVN) -q spotless:apply

.PHONY: help format
