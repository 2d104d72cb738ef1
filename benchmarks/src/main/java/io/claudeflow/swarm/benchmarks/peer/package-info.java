/** What is measured: a server that stores values under keys, and one client's connection to it. */
@NullMarked
package io.claudeflow.swarm.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
