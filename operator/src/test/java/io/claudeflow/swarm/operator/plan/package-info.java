@NullMarked
package io.claudeflow.swarm.operator.plan;

import org.jspecify.annotations.NullMarked;
