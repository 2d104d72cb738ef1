@NullMarked
package io.claudeflow.swarm.memory.legacy.source;

import org.jspecify.annotations.NullMarked;
