@NullMarked
package io.claudeflow.swarm.operator.reading;

import org.jspecify.annotations.NullMarked;
