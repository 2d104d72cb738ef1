package io.claudeflow.swarm.benchmarks.search;

/** What a search asks with. */
enum Kind {
    WORDS("two words, both must occur", false),
    EMBEDDING("embedding", true),
    HYBRID("embedding and two words, both must occur", true),
    HYBRID_MANY("embedding and two words, one is enough", true);

    private final String label;
    private final boolean embedding;

    Kind(String label, boolean embedding) {
        this.label = label;
        this.embedding = embedding;
    }

    String label() {
        return label;
    }

    boolean hasEmbedding() {
        return embedding;
    }

    boolean hasWords() {
        return this != EMBEDDING;
    }

    /** Whether every entry found by its words must have the topic's word and the rare one. */
    boolean needsBothWords() {
        return this == WORDS || this == HYBRID;
    }

    /** The query in words; empty when there is none. */
    String query(Question question) {
        return switch (this) {
            case WORDS, HYBRID -> question.both();
            case HYBRID_MANY -> question.either();
            case EMBEDDING -> "";
        };
    }
}
