@NullMarked
package io.claudeflow.swarm.memory.transaction;

import org.jspecify.annotations.NullMarked;
