@NullMarked
package io.claudeflow.swarm.memory.contract;

import org.jspecify.annotations.NullMarked;
