/** Import from the memories of earlier systems: what is found, what is decided, what is reported. See DESIGN.md. */
@NullMarked
package io.claudeflow.swarm.memory.legacy;

import org.jspecify.annotations.NullMarked;
