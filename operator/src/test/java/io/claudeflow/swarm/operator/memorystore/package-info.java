@NullMarked
package io.claudeflow.swarm.operator.memorystore;

import org.jspecify.annotations.NullMarked;
