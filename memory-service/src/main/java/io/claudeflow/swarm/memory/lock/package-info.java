/** Locks: read, write and exclusive, with waiting, leases, fencing tokens and deadlock detection. */
@NullMarked
package io.claudeflow.swarm.memory.lock;

import org.jspecify.annotations.NullMarked;
