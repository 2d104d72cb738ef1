@NullMarked
package io.claudeflow.swarm.memory.json;

import org.jspecify.annotations.NullMarked;
