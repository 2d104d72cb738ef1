/** Child processes, what they consume, and the room and programs they need. */
@NullMarked
package io.claudeflow.swarm.benchmarks.process;

import org.jspecify.annotations.NullMarked;
