/** The operator's wiring against a real API server; the tests play the kubelet. */
@NullMarked
package io.claudeflow.swarm.e2e.operator;

import org.jspecify.annotations.NullMarked;
