@NullMarked
package io.claudeflow.swarm.memory.grpc;

import org.jspecify.annotations.NullMarked;
