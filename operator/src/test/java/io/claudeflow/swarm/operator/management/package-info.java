@NullMarked
package io.claudeflow.swarm.operator.management;

import org.jspecify.annotations.NullMarked;
