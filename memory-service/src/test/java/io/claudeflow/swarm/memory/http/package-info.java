@NullMarked
package io.claudeflow.swarm.memory.http;

import org.jspecify.annotations.NullMarked;
