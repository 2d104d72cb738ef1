/** A large store, backed up, restored as the operator does it, and compared row by row. */
@NullMarked
package io.claudeflow.swarm.benchmarks.restore;

import org.jspecify.annotations.NullMarked;
