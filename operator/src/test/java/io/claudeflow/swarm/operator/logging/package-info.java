@NullMarked
package io.claudeflow.swarm.operator.logging;

import org.jspecify.annotations.NullMarked;
