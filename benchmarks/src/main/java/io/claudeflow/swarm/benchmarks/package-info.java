/** The load harness behind {@code make bench}: command line, order of the run, verdict. */
@NullMarked
package io.claudeflow.swarm.benchmarks;

import org.jspecify.annotations.NullMarked;
