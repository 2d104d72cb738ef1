/**
 * The gRPC edge: the services of {@code swarm/memory/v1/*.proto} over the same use cases as HTTP, with health and
 * reflection. The only package that imports gRPC and the generated stubs.
 */
@NullMarked
package io.claudeflow.swarm.memory.grpc;

import org.jspecify.annotations.NullMarked;
