@NullMarked
package io.claudeflow.swarm.memory.legacy.format;

import org.jspecify.annotations.NullMarked;
