package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.document.Document;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a pattern asks of one value of a context: seed 003's equality, {@code range} and {@code values}. */
public sealed interface Condition {
    /** Values of a {@link OneOf}; more are no condition. */
    int MAX_VALUES = 8;

    /** This value. */
    record Equal(Document value) implements Condition {}

    /** A number within bounds, both included. */
    record Range(BigDecimal min, BigDecimal max) implements Condition {}

    /** One of these values, ordered by their canonical text. */
    record OneOf(List<Document> values) implements Condition {
        public OneOf {
            var sorted = new TreeMap<String, Document>();
            values.forEach(value -> sorted.put(value.canonical(), value));
            values = List.copyOf(sorted.values());
        }
    }

    /** The narrowest condition that all values meet, or none when they have nothing in common. */
    static Optional<Condition> over(List<Document> values) {
        if (values.stream().allMatch(value -> value.equals(values.getFirst()))) {
            return Optional.of(new Equal(values.getFirst()));
        }
        if (values.stream().allMatch(Document.Num.class::isInstance)) {
            var numbers = values.stream()
                    .map(value -> ((Document.Num) value).value())
                    .sorted()
                    .toList();
            return Optional.of(new Range(numbers.getFirst(), numbers.getLast()));
        }
        var choice = new OneOf(values);
        return choice.values().size() <= MAX_VALUES ? Optional.of(choice) : Optional.empty();
    }

    static boolean isMet(Condition condition, Document value) {
        return switch (condition) {
            case Equal equal -> equal.value().equals(value);
            case OneOf choice -> choice.values().contains(value);
            case Range range ->
                value instanceof Document.Num number
                        && number.value().compareTo(range.min()) >= 0
                        && number.value().compareTo(range.max()) <= 0;
        };
    }

    /** The narrowest condition that is met whenever one of the two is. */
    static Optional<Condition> hull(Condition left, Condition right) {
        var corners = new ArrayList<>(corners(left));
        corners.addAll(corners(right));
        boolean range = left instanceof Range || right instanceof Range;
        return range && !corners.stream().allMatch(Document.Num.class::isInstance) ? Optional.empty() : over(corners);
    }

    /**
     * How alike two conditions are: for ranges the length they share by the length they cover, for a number inside a
     * range 0.5, otherwise the Jaccard index of the values.
     */
    static double similarity(Condition left, Condition right) {
        if (left.equals(right)) {
            return 1;
        }
        if (left instanceof Range a && right instanceof Range b) {
            double shared = a.max().min(b.max()).subtract(a.min().max(b.min())).doubleValue();
            double covered = a.max().max(b.max()).subtract(a.min().min(b.min())).doubleValue();
            return covered == 0 ? 1 : Math.max(0, shared / covered);
        }
        if (left instanceof Range || right instanceof Range) {
            var range = left instanceof Range ? left : right;
            var other = left instanceof Range ? right : left;
            return other instanceof Equal equal && isMet(range, equal.value()) ? 0.5 : 0;
        }
        return Similarity.jaccard(Set.copyOf(corners(left)), Set.copyOf(corners(right)));
    }

    /** In words, for an explanation. */
    static String describe(String name, Condition condition) {
        return switch (condition) {
            case Equal equal -> name + " is " + equal.value().toJson();
            case Range range ->
                name + " from " + range.min().toPlainString() + " to "
                        + range.max().toPlainString();
            case OneOf choice ->
                name + " is one of "
                        + choice.values().stream().map(Document::toJson).collect(Collectors.joining(", "));
        };
    }

    private static List<Document> corners(Condition condition) {
        return switch (condition) {
            case Equal equal -> List.of(equal.value());
            case OneOf choice -> choice.values();
            case Range range -> List.of(Document.of(range.min()), Document.of(range.max()));
        };
    }
}
