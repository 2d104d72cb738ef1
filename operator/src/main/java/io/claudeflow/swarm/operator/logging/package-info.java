/** Log lines as text for people or JSON for machines. */
@NullMarked
package io.claudeflow.swarm.operator.logging;

import org.jspecify.annotations.NullMarked;
