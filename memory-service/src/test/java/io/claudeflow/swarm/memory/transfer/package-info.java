@NullMarked
package io.claudeflow.swarm.memory.transfer;

import org.jspecify.annotations.NullMarked;
