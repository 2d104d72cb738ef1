/** One writer and many readers that watch what it writes. */
@NullMarked
package io.claudeflow.swarm.benchmarks.watch;

import org.jspecify.annotations.NullMarked;
