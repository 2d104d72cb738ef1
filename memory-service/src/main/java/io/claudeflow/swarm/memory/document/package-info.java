/** JSON as an immutable tree: patches, three-way merges, canonical text. Plain Java, no library. */
@NullMarked
package io.claudeflow.swarm.memory.document;

import org.jspecify.annotations.NullMarked;
