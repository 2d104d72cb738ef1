@NullMarked
package io.claudeflow.swarm.memory.backup;

import org.jspecify.annotations.NullMarked;
