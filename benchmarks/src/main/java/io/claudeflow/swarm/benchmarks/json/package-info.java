/** JSON answers of the memory service, as far as the harness reads them. */
@NullMarked
package io.claudeflow.swarm.benchmarks.json;

import org.jspecify.annotations.NullMarked;
