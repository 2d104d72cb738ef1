package io.claudeflow.swarm.e2e.operator;

import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** True while a value is the same as at the last look. */
final class Steady<T> implements Predicate<T> {
    private @Nullable T last;

    @Override
    public boolean test(T value) {
        var same = Objects.equals(last, value);
        last = value;
        return same;
    }
}
