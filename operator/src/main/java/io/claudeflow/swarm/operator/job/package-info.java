/** What became of a Job: its conditions and the last words of its pods, as values. */
@NullMarked
package io.claudeflow.swarm.operator.job;

import org.jspecify.annotations.NullMarked;
