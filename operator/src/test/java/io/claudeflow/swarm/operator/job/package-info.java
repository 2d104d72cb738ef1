@NullMarked
package io.claudeflow.swarm.operator.job;

import org.jspecify.annotations.NullMarked;
