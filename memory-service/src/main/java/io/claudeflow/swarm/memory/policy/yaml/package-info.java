/** Reads policy files with SnakeYAML Engine. */
@NullMarked
package io.claudeflow.swarm.memory.policy.yaml;

import org.jspecify.annotations.NullMarked;
