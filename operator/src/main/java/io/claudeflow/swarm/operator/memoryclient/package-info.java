/** The running memory service, seen over HTTP. */
@NullMarked
package io.claudeflow.swarm.operator.memoryclient;

import org.jspecify.annotations.NullMarked;
