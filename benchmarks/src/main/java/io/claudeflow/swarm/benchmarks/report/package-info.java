/** The table, the machine it was made on, and the section of the documentation that holds both. */
@NullMarked
package io.claudeflow.swarm.benchmarks.report;

import org.jspecify.annotations.NullMarked;
