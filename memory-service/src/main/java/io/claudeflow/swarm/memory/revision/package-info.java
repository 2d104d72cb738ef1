/** The store-wide order of changes. */
@NullMarked
package io.claudeflow.swarm.memory.revision;

import org.jspecify.annotations.NullMarked;
