/** Measurements and their aggregates. */
@NullMarked
package io.claudeflow.swarm.memory.metric;

import org.jspecify.annotations.NullMarked;
