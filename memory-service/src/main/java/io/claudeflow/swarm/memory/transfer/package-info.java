/** Entries on their way out of a store and into one: export and import of a namespace, archives. */
@NullMarked
package io.claudeflow.swarm.memory.transfer;

import org.jspecify.annotations.NullMarked;
