/**
 * The HTTP edge: the paths of {@code openapi/memory-v1.yaml}, problem documents, probes, the metrics listener. The only
 * package that imports Helidon. Handlers run on virtual threads and are plain blocking code.
 */
@NullMarked
package io.claudeflow.swarm.memory.http;

import org.jspecify.annotations.NullMarked;
