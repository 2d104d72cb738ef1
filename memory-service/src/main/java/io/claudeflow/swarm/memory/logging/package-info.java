/** Where log lines go and what they look like. The only package that imports Logback. */
@NullMarked
package io.claudeflow.swarm.memory.logging;

import org.jspecify.annotations.NullMarked;
