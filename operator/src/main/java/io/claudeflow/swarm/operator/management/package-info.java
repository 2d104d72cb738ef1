/** Health, readiness and metrics of the operator itself. */
@NullMarked
package io.claudeflow.swarm.operator.management;

import org.jspecify.annotations.NullMarked;
