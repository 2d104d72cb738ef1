/** Reads while expired entries are collected. */
@NullMarked
package io.claudeflow.swarm.benchmarks.gc;

import org.jspecify.annotations.NullMarked;
