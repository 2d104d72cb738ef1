/** The engine of one store: configuration, start and stop of everything between a caller and the file. */
@NullMarked
package io.claudeflow.swarm.memory.engine;

import org.jspecify.annotations.NullMarked;
