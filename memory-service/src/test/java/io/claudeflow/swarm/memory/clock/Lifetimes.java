package io.claudeflow.swarm.memory.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.EntryOrder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The model of things that end. What has ended by now must not be shown; what never had must be. In between is what had
 * ended and, after the clock was set back, has not: it may have been collected meanwhile, or be there again.
 *
 * @param <V> what is known of a thing
 */
final class Lifetimes<V> {
    private final Map<String, Life<V>> lives = new TreeMap<>(EntryOrder::compareNames);

    private record Life<V>(V value, @Nullable Instant end, boolean ended) {}

    void put(String id, V value, @Nullable Instant end) {
        lives.put(id, new Life<>(value, end, false));
    }

    /** Changes what is known, not when it ends. */
    void revalue(String id, V value) {
        lives.computeIfPresent(id, (_, life) -> new Life<>(value, life.end(), life.ended()));
    }

    void remove(String id) {
        lives.remove(id);
    }

    @Nullable
    Instant end(String id) {
        var life = lives.get(id);
        return life == null ? null : life.end();
    }

    /** To be called after each step of the clock. */
    void clockMoved(Instant now) {
        lives.replaceAll((_, life) ->
                life.end() != null && !life.end().isAfter(now) ? new Life<>(life.value(), life.end(), true) : life);
    }

    /** What must be shown. */
    boolean certain(String id) {
        var life = lives.get(id);
        return life != null && !life.ended();
    }

    /** What may be shown. */
    boolean possible(String id, Instant now) {
        var life = lives.get(id);
        return life != null && (life.end() == null || life.end().isAfter(now));
    }

    @Nullable
    V value(String id) {
        var life = lives.get(id);
        return life == null ? null : life.value();
    }

    Map<String, V> possible(Instant now) {
        var shown = new HashMap<String, V>();
        lives.forEach((id, life) -> {
            if (possible(id, now)) {
                shown.put(id, life.value());
            }
        });
        return shown;
    }

    /** A moment at which something ends, or null. */
    @Nullable
    Instant someEnd(RandomGenerator random) {
        var ends = lives.values().stream()
                .map(Life::end)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return ends.isEmpty() ? null : ends.get(random.nextInt(ends.size()));
    }

    /** Asserts that exactly what may and must be there is there. */
    void check(String where, Instant now, Map<String, V> shown) {
        check(where, now, shown, possible(now));
    }

    /** As above, when only {@code among} can be shown. */
    void check(String where, Instant now, Map<String, ?> shown, Map<String, ?> among) {
        shown.forEach((id, value) -> {
            assertThat(possible(id, now))
                    .as("%s at %s shows %s, which ends %s", where, now, id, lives.get(id))
                    .isTrue();
            assertThat(value).as("%s at %s: %s", where, now, id).isEqualTo(among.get(id));
        });
        among.keySet().stream()
                .filter(this::certain)
                .forEach(id -> assertThat(shown)
                        .as("%s at %s: %s", where, now, lives.get(id))
                        .containsKey(id));
    }

    /** Asserts that a number is between what must and what may be counted. */
    void checkCount(String where, Instant now, String prefix, long count) {
        long most = possible(now).keySet().stream()
                .filter(id -> id.startsWith(prefix))
                .count();
        long least = lives.keySet().stream()
                .filter(id -> id.startsWith(prefix) && certain(id))
                .count();
        assertThat(count).as("%s at %s", where, now).isBetween(least, most);
    }
}
