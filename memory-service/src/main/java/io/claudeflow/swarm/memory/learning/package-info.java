/** What outcomes teach: patterns, strategies, insights. Deterministic; every formula is in the Javadoc. */
@NullMarked
package io.claudeflow.swarm.memory.learning;

import org.jspecify.annotations.NullMarked;
