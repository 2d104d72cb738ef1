/** What tests of several packages share: a clock that stands still, revisions without a store, seeds. */
@NullMarked
package io.claudeflow.swarm.memory.testing;

import org.jspecify.annotations.NullMarked;
