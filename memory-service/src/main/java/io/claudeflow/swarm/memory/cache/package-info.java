/** A cache in front of reads of entries. The only package that knows Caffeine. See {@code DESIGN.md}. */
@NullMarked
package io.claudeflow.swarm.memory.cache;

import org.jspecify.annotations.NullMarked;
