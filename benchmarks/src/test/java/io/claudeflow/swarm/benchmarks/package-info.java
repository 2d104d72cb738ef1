/** Tests of the harness: its figures, its protocols, its shape. */
@NullMarked
package io.claudeflow.swarm.benchmarks;

import org.jspecify.annotations.NullMarked;
