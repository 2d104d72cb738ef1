package io.claudeflow.swarm.memory.policy;

import java.util.List;

/** Reads the text of a policy file. Pure, thread-safe. */
public interface PolicyReader {
    /** Reads policies, or reports every mistake of the text at once. */
    Reading read(String text);

    /** What came of reading. */
    sealed interface Reading {
        /** The text is in order. */
        record Accepted(Policies policies) implements Reading {}

        /** The text has mistakes; nothing of it counts. */
        record Rejected(List<Problem> problems) implements Reading {
            public Rejected {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * A mistake in a policy file.
     *
     * @param line counted from 1
     * @param field the path of the value, such as {@code policies[2].ttl}
     */
    record Problem(int line, String field, String value, String expected) {
        @Override
        public String toString() {
            return "line " + line + ": " + field + ": " + value + " (expected: " + expected + ")";
        }
    }
}
