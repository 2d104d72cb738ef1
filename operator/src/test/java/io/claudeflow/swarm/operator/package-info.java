@NullMarked
package io.claudeflow.swarm.operator;

import org.jspecify.annotations.NullMarked;
