/** The command line {@code swarm-memory}. The only package that imports picocli and the HTTP client of the JDK. */
@NullMarked
package io.claudeflow.swarm.memory.cli;

import org.jspecify.annotations.NullMarked;
