/** Retention policies: how long entries live, how they are collected, merged and compressed. Plain Java, no library. */
@NullMarked
package io.claudeflow.swarm.memory.policy;

import org.jspecify.annotations.NullMarked;
