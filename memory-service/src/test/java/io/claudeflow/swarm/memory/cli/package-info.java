@NullMarked
package io.claudeflow.swarm.memory.cli;

import org.jspecify.annotations.NullMarked;
