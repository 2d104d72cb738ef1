/** The state of workflows, resumable after a crash. */
@NullMarked
package io.claudeflow.swarm.memory.workflow;

import org.jspecify.annotations.NullMarked;
