/** What the tables of the store are and whether the file has them as it should. Plain Java, no library. */
@NullMarked
package io.claudeflow.swarm.memory.schema;

import org.jspecify.annotations.NullMarked;
