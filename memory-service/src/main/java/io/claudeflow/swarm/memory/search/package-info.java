/**
 * Search over entries: by the words of their values, by embeddings, and by both with fused ranks. Plain Java: queries,
 * answers, the query language, fusion, budgets and snippets; package sqlite finds the candidates.
 */
@NullMarked
package io.claudeflow.swarm.memory.search;

import org.jspecify.annotations.NullMarked;
