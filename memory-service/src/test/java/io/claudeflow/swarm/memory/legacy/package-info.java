@NullMarked
package io.claudeflow.swarm.memory.legacy;

import org.jspecify.annotations.NullMarked;
