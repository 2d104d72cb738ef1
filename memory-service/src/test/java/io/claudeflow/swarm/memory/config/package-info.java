@NullMarked
package io.claudeflow.swarm.memory.config;

import org.jspecify.annotations.NullMarked;
