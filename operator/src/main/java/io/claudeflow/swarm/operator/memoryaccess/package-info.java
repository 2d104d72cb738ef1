/** Where the memory of a store can be reached. */
@NullMarked
package io.claudeflow.swarm.operator.memoryaccess;

import org.jspecify.annotations.NullMarked;
