/** Learned patterns and how well they serve. */
@NullMarked
package io.claudeflow.swarm.memory.pattern;

import org.jspecify.annotations.NullMarked;
