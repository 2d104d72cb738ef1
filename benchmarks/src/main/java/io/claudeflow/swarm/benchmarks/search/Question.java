package io.claudeflow.swarm.benchmarks.search;

/**
 * What somebody looks for.
 *
 * @param topicWord a word of about a hundred entries
 * @param rareWord a word of some percent of all entries
 * @param embedding of length 1
 */
@SuppressWarnings("ArrayRecordComponent")
record Question(String topicWord, String rareWord, float[] embedding) {
    /** The words as a query: both must occur. */
    String both() {
        return topicWord + " " + rareWord;
    }

    /** The words as a query: one is enough, so that thousands compete. */
    String either() {
        return topicWord + " OR " + rareWord;
    }
}
