@NullMarked
package io.claudeflow.swarm.memory.sqlite;

import org.jspecify.annotations.NullMarked;
