@NullMarked
package io.claudeflow.swarm.memory.legacy.decode;

import org.jspecify.annotations.NullMarked;
