@NullMarked
package io.claudeflow.swarm.operator.kubernetes;

import org.jspecify.annotations.NullMarked;
