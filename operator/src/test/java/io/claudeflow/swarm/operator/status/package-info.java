@NullMarked
package io.claudeflow.swarm.operator.status;

import org.jspecify.annotations.NullMarked;
