@NullMarked
package io.claudeflow.swarm.memory;

import org.jspecify.annotations.NullMarked;
