/** What should exist, as values: pure, fully defaulted, nothing nullable. */
@NullMarked
package io.claudeflow.swarm.operator.plan;

import org.jspecify.annotations.NullMarked;
