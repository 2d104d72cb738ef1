/** What happens when a value meets another one: the strategies of the operation merge. */
@NullMarked
package io.claudeflow.swarm.memory.merge;

import org.jspecify.annotations.NullMarked;
