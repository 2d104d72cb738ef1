/** Search over many entries with embeddings: how fast, and how right beside brute force. */
@NullMarked
package io.claudeflow.swarm.benchmarks.search;

import org.jspecify.annotations.NullMarked;
