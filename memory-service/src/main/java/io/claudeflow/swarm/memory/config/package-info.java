/** Configuration: every setting, read from the environment once, wrong values reported all at once. */
@NullMarked
package io.claudeflow.swarm.memory.config;

import org.jspecify.annotations.NullMarked;
