/** One HTTP/1.1 connection of one client. */
@NullMarked
package io.claudeflow.swarm.benchmarks.http;

import org.jspecify.annotations.NullMarked;
