/** Tests of the package of the same name. */
@NullMarked
package io.claudeflow.swarm.operator.memoryentry;

import org.jspecify.annotations.NullMarked;
