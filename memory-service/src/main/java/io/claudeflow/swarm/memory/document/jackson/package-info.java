/** Reads JSON text into documents with the streaming parser of Jackson. */
@NullMarked
package io.claudeflow.swarm.memory.document.jackson;

import org.jspecify.annotations.NullMarked;
