@NullMarked
package io.claudeflow.swarm.operator.memoryclient;

import org.jspecify.annotations.NullMarked;
