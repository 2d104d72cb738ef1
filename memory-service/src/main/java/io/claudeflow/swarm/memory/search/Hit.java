package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.entry.Entry;
import org.jspecify.annotations.Nullable;

/**
 * One found entry.
 *
 * @param entry its value is null unless it was asked for and fits into the budget
 * @param score BM25 of a search by words, the similarity of one by nearness, the fused score of both; more is better
 * @param snippet the part of the value that shows what was looked for, between asterisks; null without words to look
 *     for, for a value of bytes, and for one above 1 MiB
 * @param valueOmitted whether the value was asked for and did not fit
 */
public record Hit(Entry entry, double score, @Nullable String snippet, boolean valueOmitted, Explanation explanation) {}
