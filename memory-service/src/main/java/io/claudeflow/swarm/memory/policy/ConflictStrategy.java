package io.claudeflow.swarm.memory.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the operation {@code merge} does when a value meets another one; {@code store} always replaces. */
public enum ConflictStrategy {
    /** The newer write stays. */
    LAST_WRITER_WINS("last-writer-wins"),
    /** Values that were written without knowledge of each other stay side by side. */
    MULTI_VALUE("multi-value"),
    /** Numbers add up, each write once; what is no number falls back to the newer write. */
    COUNTER("counter"),
    /** JSON objects are merged member by member against their common base; the rest goes to the manual queue. */
    MERGE("merge"),
    /** Both values go to a queue, and a person or an agent decides. */
    MANUAL("manual"),
    /** A counter that only grows. */
    GROW_ONLY_COUNTER("g-counter"),
    /** A counter that grows and shrinks. */
    POSITIVE_NEGATIVE_COUNTER("pn-counter"),
    /** A set in which an addition wins over a removal that did not see it. */
    OBSERVED_REMOVE_SET("or-set"),
    /** A set in which the newer of addition and removal wins. */
    LAST_WRITER_WINS_ELEMENT_SET("lww-element-set");

    private static final String SEED_LAST_WRITER_WINS = "lww";
    private final String wireName;

    ConflictStrategy(String wireName) {
        this.wireName = wireName;
    }

    /** The name in files and on the wire. */
    public String wireName() {
        return wireName;
    }

    /** Finds a strategy by its name or seed 004's name for it: {@code lww}, underscores for dashes; in any case. */
    public static Optional<ConflictStrategy> named(String name) {
        var wanted = name.toLowerCase(Locale.ROOT).replace('_', '-');
        if (wanted.equals(SEED_LAST_WRITER_WINS)) {
            return Optional.of(LAST_WRITER_WINS);
        }
        return Arrays.stream(values())
                .filter(strategy -> strategy.wireName.equals(wanted))
                .findFirst();
    }

    /** Every name, for a message. */
    public static String expected() {
        return String.join(
                ", ", Arrays.stream(values()).map(ConflictStrategy::wireName).toList());
    }
}
