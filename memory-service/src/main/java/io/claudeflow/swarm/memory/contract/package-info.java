/**
 * The contract of the service as data: what operations there are, their paths, their fields and what is said about
 * them, read from the compiled proto files. Every edge offers the operations from here, none knows them by itself.
 */
@NullMarked
package io.claudeflow.swarm.memory.contract;

import org.jspecify.annotations.NullMarked;
