/** Conditions as values: types, reasons and when a transition counts. */
@NullMarked
package io.claudeflow.swarm.operator.status;

import org.jspecify.annotations.NullMarked;
