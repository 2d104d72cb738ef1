/** The memory service: wiring, configuration, command line. */
@NullMarked
package io.claudeflow.swarm.memory;

import org.jspecify.annotations.NullMarked;
