/** JSON of earlier systems, read in parts and with bounds. The only user of Jackson in the import. */
@NullMarked
package io.claudeflow.swarm.memory.legacy.json;

import org.jspecify.annotations.NullMarked;
