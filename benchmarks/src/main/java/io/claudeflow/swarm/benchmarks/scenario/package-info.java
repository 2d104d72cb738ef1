/** What every part of a run beyond the comparison of single writes and reads has in common. */
@NullMarked
package io.claudeflow.swarm.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
