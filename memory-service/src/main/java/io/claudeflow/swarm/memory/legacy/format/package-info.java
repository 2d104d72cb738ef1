/** The formats of earlier systems: how each is recognised and read. */
@NullMarked
package io.claudeflow.swarm.memory.legacy.format;

import org.jspecify.annotations.NullMarked;
