/** What earlier systems remembered, independent of the format it was found in. */
@NullMarked
package io.claudeflow.swarm.memory.legacy.record;

import org.jspecify.annotations.NullMarked;
