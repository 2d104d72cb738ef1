package io.claudeflow.swarm.memory.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random work on everything that ends, under a clock that jumps forward and back in small and large steps, with
 * collections and restarts in between. What has ended is never shown, in whichever way it is asked for; what has not is
 * there.
 */
@Timeout(120)
@Tag("slow")
class RandomClockTest {
    private static final int STEPS = 500;
    private static final Instant EARLIEST = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2099-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00.123456789Z");

    static List<Long> seeds() {
        return Seeds.count(8);
    }

    private MemoryEngine open(RandomGenerator random) {
        var config = EngineConfig.defaults(directory.resolve("memory.db"))
                .withCache(random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(30), 100_000)
                .withWal(random.nextInt(5) > 0);
        return MemoryEngine.open(config, clock, EngineListener.NONE);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatHasEnded_isNeverShown(long seed) {
        var random = Seeds.random(seed);
        var subjects = List.of(
                new EntrySubject(), new SessionSubject(), new MessageSubject(), new LockSubject(), new ClaimSubject());
        var engine = open(random);
        try {
            for (int step = 0; step < STEPS; step++) {
                var where = "seed " + seed + " step " + step;
                var subject = subjects.get(random.nextInt(subjects.size()));
                switch (random.nextInt(40)) {
                    case 0 -> {
                        engine.close();
                        engine = open(random);
                    }
                    case 1, 2 -> collect(engine, random);
                    case 3, 4, 5, 6, 7, 8, 9 -> moveClock(random, subjects);
                    case 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24 ->
                        subject.look(engine, random, clock.instant(), where);
                    default -> subject.act(engine, random, clock.instant());
                }
                if (step % 100 == 99) {
                    for (var every : subjects) {
                        every.lookAround(engine, clock.instant(), where);
                    }
                }
            }
            assertThat(engine.maintenance().integrityCheck().problems()).isEmpty();
        } finally {
            engine.close();
        }
    }

    /** A reader that begins at a moment never sees what had ended by then, however fast the clock runs on. */
    @Test
    void whatHasEnded_isNotShownToReadersBesideARunningClock() throws Exception {
        try (var engine = open(Seeds.random(1));
                var threads = Executors.newFixedThreadPool(4)) {
            var key = new EntryKey("s1", "n", "k");
            var running = new AtomicBoolean(true);
            var readers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> {
                    int seen = 0;
                    while (running.get()) {
                        var began = clock.instant();
                        var got = engine.entries().get(key, ReadMode.COUNTED).stream();
                        var listed = engine.entries()
                                .list(EntryQuery.all("s1", null).withValues(true))
                                .entries();
                        for (var entry : Stream.concat(got, listed.stream()).toList()) {
                            assertThat(entry.expiredAt(began))
                                    .as("%s at %s", entry, began)
                                    .isFalse();
                            seen++;
                        }
                    }
                    return seen;
                }));
            }
            try {
                for (int i = 0; i < 100; i++) {
                    engine.entries()
                            .put(EntryOperation.Put.of(key, EntryValue.text("v" + i))
                                    .withTtl(new Ttl.Seconds(1)));
                    for (int step = 0; step < 600; step++) {
                        clock.advance(Duration.ofMillis(2));
                    }
                }
            } finally {
                running.set(false);
            }
            for (var reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
    }

    private static void collect(MemoryEngine engine, RandomGenerator random) {
        switch (random.nextInt(4)) {
            case 0 -> engine.maintenance().gc();
            case 1 -> engine.maintenance().gcDue();
            case 2 -> engine.access().locks().sweep();
            default -> engine.coordination().sessions().collectExpired(100);
        }
    }

    private void moveClock(RandomGenerator random, List<? extends Subject> subjects) {
        var now = clock.instant();
        var then = switch (random.nextInt(8)) {
            case 0, 1 -> now.plusNanos(random.nextLong(5_000_000_000L));
            case 2 -> now.minusNanos(random.nextLong(5_000_000_000L));
            case 3 -> now.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 40)));
            case 4 -> now.minus(Duration.ofMinutes(random.nextInt(60 * 24 * 40)));
            default -> {
                var end = subjects.get(random.nextInt(subjects.size())).someEnd(random);
                yield Objects.requireNonNullElse(end, now).plusNanos(Seeds.pick(random, -1L, 0L, 1L, -1_000_000L));
            }
        };
        clock.set(then.isBefore(EARLIEST) ? EARLIEST : then.isAfter(LATEST) ? LATEST : then);
        subjects.forEach(subject -> subject.clockMoved(clock.instant()));
    }
}
