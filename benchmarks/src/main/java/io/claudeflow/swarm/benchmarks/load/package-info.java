/** The load: which keys and values, by how many clients, for how long; and what came back. */
@NullMarked
package io.claudeflow.swarm.benchmarks.load;

import org.jspecify.annotations.NullMarked;
