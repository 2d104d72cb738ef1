package io.claudeflow.swarm.memory.search;

/** Whose words are in the index. Thread-safe. */
@FunctionalInterface
public interface IndexedWords {
    /** Whether the words of an entry are indexed; asked again whenever the entry changes. */
    boolean includes(String namespace, String key);

    /** What the answers follow from now; another object as soon as they may be others. */
    default Object rules() {
        return this;
    }

    /** A text that is the same as long as the answers are, also after the next start. */
    default String fingerprint() {
        return "";
    }
}
