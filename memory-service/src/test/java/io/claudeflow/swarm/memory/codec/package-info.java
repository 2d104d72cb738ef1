@NullMarked
package io.claudeflow.swarm.memory.codec;

import org.jspecify.annotations.NullMarked;
