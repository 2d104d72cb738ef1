/** Values, times and wrappers as earlier systems encoded them. */
@NullMarked
package io.claudeflow.swarm.memory.legacy.decode;

import org.jspecify.annotations.NullMarked;
