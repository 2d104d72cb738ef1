package io.claudeflow.swarm.memory.watch;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.watch.WatchEvent.Compacted;
import io.claudeflow.swarm.memory.watch.WatchEvent.EndReason;
import io.claudeflow.swarm.memory.watch.WatchEvent.Ended;
import io.claudeflow.swarm.memory.watch.WatchEvent.Heartbeat;
import io.claudeflow.swarm.memory.watch.WatchEvent.Message;
import io.claudeflow.swarm.memory.watch.WatchEvent.Synced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WatchHubTest {
    private static final WatchRequest ALL = WatchRequest.of(WatchFilter.all("s"));

    private final InMemoryChangeLog log = new InMemoryChangeLog();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private WatchHub hub = hub(new WatchLimits(1000, 1000, 8 << 20, 10, Duration.ZERO, Duration.ofMillis(5)));

    private WatchHub hub(WatchLimits limits) {
        return new WatchHub(log, new ManualClock(), limits, failures::add);
    }

    private void replaceHub(WatchLimits limits) {
        hub.close();
        hub = hub(limits);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private static String key(WatchEvent event) {
        assertThat(event).isInstanceOf(Message.class);
        return ((Message) event).change().key();
    }

    private static List<String> keys(ChangeFeed feed, int count) throws InterruptedException {
        var keys = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            keys.add(key(feed.next()));
        }
        return keys;
    }

    @Test
    void shouldTellWhatComesNext() throws Exception {
        log.put("before");
        try (var feed = hub.open(ALL, () -> {})) {
            assertThat(feed.next()).isEqualTo(new Synced(Position.parse("p", "1-1"), ManualClock.START, null));
            log.put("a");
            log.put("s", "memory_store", "n", "b", "c");
            assertThat(keys(feed, 3)).containsExactly("a", "b", "c");
        }
        assertThat(hub.count()).isZero();
    }

    @Test
    void shouldTellHistoryFirstAndThenSayThatItIsComplete() throws Exception {
        IntStream.range(0, 35).forEach(i -> log.put("k" + i));
        try (var feed = hub.open(ALL.from(Position.parse("from", "1-5")), () -> {})) {
            assertThat(keys(feed, 30)).startsWith("k5", "k6").endsWith("k34");
            assertThat(feed.next()).isInstanceOf(Synced.class);
            log.put("live");
            assertThat(key(feed.next())).isEqualTo("live");
        }
    }

    @Test
    void shouldGoOnFromTheIdOfAnyEventWithoutGapOrRepetition() throws Exception {
        for (int i = 0; i < 7; i++) {
            log.put("s", "memory_store", "n", "a" + i, "b" + i, "c" + i);
        }
        var all = new ArrayList<Message>();
        try (var feed = hub.open(ALL.from(Position.parse("from", "1-0")), () -> {})) {
            for (int i = 0; i < 21; i++) {
                all.add((Message) feed.next());
            }
        }
        for (int i = 0; i < 21; i++) {
            var from = Position.parse("from", all.get(i).change().position().toString());
            try (var feed = hub.open(ALL.from(from), () -> {})) {
                for (var expected : all.subList(i + 1, 21)) {
                    assertThat(feed.next()).isEqualTo(expected);
                }
                assertThat(feed.next()).isInstanceOf(Synced.class);
            }
        }
    }

    @Test
    void shouldFilterBySwarmNamespacePatternAndTable() throws Exception {
        log.put("other", "memory_store", "n", "user_1");
        log.put("s", "memory_store", "other", "user_2");
        log.put("s", "memory_store", "n", "task_3");
        log.put("s", "tasks", "n", "user_4");
        log.put("s", "memory_store", "n", "user_5", "user_6", "User_7");
        log.put("s", "memory_store", "n", "");
        log.put("s", "memory_store", "other", "");
        var filter = new WatchFilter("s", "n", new Glob("user_*"), Set.of("memory_store", "locks"));
        try (var feed = hub.open(WatchRequest.of(filter).from(Position.parse("from", "1-0")), () -> {})) {
            assertThat(keys(feed, 3)).containsExactly("user_5", "user_6", "");
            assertThat(feed.next()).isInstanceOf(Synced.class);
        }
    }

    @Test
    void shouldBeatWhenNothingIsToBeTold() throws Exception {
        var filter = new WatchFilter("s", "quiet", null, Set.of());
        var request = new WatchRequest(filter, null, Duration.ofSeconds(1), "agent-1");
        try (var feed = hub.open(request, () -> {})) {
            assertThat(feed.next()).isEqualTo(new Synced(Position.parse("p", "1-0"), ManualClock.START, "agent-1"));
            IntStream.range(0, 5).forEach(i -> log.put("loud" + i));
            assertThat(feed.next()).isEqualTo(new Heartbeat(Position.parse("p", "1-5"), ManualClock.START));
        }
    }

    @Test
    void shouldSayWhenTheWantedChangesAreGone() throws Exception {
        IntStream.range(0, 20).forEach(i -> log.put("k" + i));
        log.compactTo(10);
        for (var from : List.of("1-9", "1-0", "1-10.0")) {
            try (var feed = hub.open(ALL.from(Position.parse("from", from)), () -> {})) {
                var end = (Compacted) feed.next();
                assertThat(end.oldest()).isEqualTo(new Revision(1, 10));
                assertThat(end.newest()).isEqualTo(new Revision(1, 20));
                assertThat(end.reason()).isEqualTo("the changes behind " + from + " are no longer kept");
                assertThat(feed.next()).isEqualTo(end);
            }
        }
        try (var feed = hub.open(ALL.from(Position.parse("from", "1-10")), () -> {})) {
            assertThat(keys(feed, 10)).startsWith("k10");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2-1", "1-21"})
    void shouldSayWhenTheRevisionIsOfAnotherLife(String from) throws Exception {
        IntStream.range(0, 20).forEach(i -> log.put("k" + i));
        try (var feed = hub.open(ALL.from(Position.parse("from", from)), () -> {})) {
            assertThat(((Compacted) feed.next()).reason())
                    .isEqualTo(
                            from.startsWith("2")
                                    ? "2-1 is of another epoch: the store was restored"
                                    : "1-21 is newer than the store");
        }
    }

    @Test
    void shouldEndEveryWatchWhenTheStoreIsRestored() throws Exception {
        log.put("a");
        try (var feed = hub.open(ALL, () -> {})) {
            assertThat(feed.next()).isInstanceOf(Synced.class);
            log.restore();
            assertThat(feed.next())
                    .isEqualTo(new Compacted(
                            new Revision(2, 1), new Revision(2, 1), "1-1 is of another epoch: the store was restored"));
        }
    }

    @Test
    void shouldDropASlowReaderWithAReasonAndLetItGoOn() throws Exception {
        replaceHub(new WatchLimits(1000, 100, 8 << 20, 10, Duration.ZERO, Duration.ofMillis(5)));
        var dropped = new CompletableFuture<Boolean>();
        try (var slow = hub.open(ALL, () -> dropped.complete(true));
                var fast = hub.open(ALL, () -> {})) {
            assertThat(slow.next()).isInstanceOf(Synced.class);
            assertThat(fast.next()).isInstanceOf(Synced.class);
            for (int i = 0; i < 500; i++) {
                log.put("k" + i);
                assertThat(key(fast.next())).isEqualTo("k" + i);
            }
            assertThat(dropped.get()).isTrue();
            var end = (Ended) slow.next();
            assertThat(end.cause()).isEqualTo(EndReason.SLOW);
            assertThat(end.wireName()).isEqualTo("dropped");
            assertThat(end.reason()).startsWith("the reader was too slow").endsWith("go on from 1-0");
            assertThat(slow.next()).isEqualTo(end);
            assertThat(hub.count()).isEqualTo(1);
            try (var again = hub.open(ALL.from(end.position()), () -> {})) {
                assertThat(keys(again, 500)).startsWith("k0").endsWith("k499");
            }
        }
    }

    @Test
    void shouldReadTheChangelogOnceForAHundredReaders() throws Exception {
        int readers = 100;
        int changes = 2_000;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var feeds = IntStream.range(0, readers)
                    .mapToObj(_ -> hub.open(ALL, () -> {}))
                    .toList();
            for (var feed : feeds) {
                assertThat(feed.next()).isInstanceOf(Synced.class);
            }
            int before = log.reads.get();
            var told = new ArrayList<Future<List<String>>>();
            feeds.forEach(feed -> told.add(threads.submit(() -> keys(feed, changes))));
            var expected = new ArrayList<String>();
            for (int i = 0; i < changes; i++) {
                log.put("k" + i);
                expected.add("k" + i);
                hub.wake();
                if (i % 200 == 199) {
                    int seen = i;
                    await().until(() -> feeds.stream().noneMatch(ChangeFeed::ready) || seen == changes - 1);
                }
            }
            for (var keys : told) {
                assertThat(keys.get()).isEqualTo(expected);
            }
            assertThat(log.reads.get() - before).isLessThanOrEqualTo(changes + readers);
            feeds.forEach(ChangeFeed::close);
        }
    }

    @Test
    void shouldEndWatchesWhenTheStoreCloses() throws Exception {
        var feed = hub.open(ALL, () -> {});
        assertThat(feed.next()).isInstanceOf(Synced.class);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var end = threads.submit(() -> feed.next());
            hub.close();
            assertThat(end.get())
                    .isInstanceOfSatisfying(
                            Ended.class, ended -> assertThat(ended.wireName()).isEqualTo("stopping"));
        }
        assertFails(FailureKind.UNAVAILABLE, "the store is closed", () -> hub.open(ALL, () -> {}));
    }

    @Test
    void shouldGoOnAfterAFailureOfTheChangelog() throws Exception {
        try (var feed = hub.open(ALL, () -> {})) {
            assertThat(feed.next()).isInstanceOf(Synced.class);
            log.failures.set(1);
            log.put("a");
            assertThat(key(feed.next())).isEqualTo("a");
            assertThat(failures).singleElement().satisfies(e -> assertThat(e).hasMessage("no connection"));
        }
    }

    @Test
    void shouldTakeABoundedNumberOfWatchesAndRefuseBadOnes() {
        replaceHub(new WatchLimits(2, 100, 8 << 20, 10, Duration.ZERO, Duration.ofMillis(5)));
        var first = hub.open(ALL, () -> {});
        var second = hub.open(ALL, () -> {});
        assertFails(FailureKind.BUSY, "2 watches are open", () -> hub.open(ALL, () -> {}));
        first.close();
        hub.open(ALL, () -> {}).close();
        second.close();
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "tables: memory (expected: the name of a table, such as memory_store)",
                () -> hub.open(WatchRequest.of(new WatchFilter("s", null, null, Set.of("memory"))), () -> {}));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "heartbeat: PT0.5S (expected: 1s to 5m)",
                () -> new WatchRequest(WatchFilter.all("s"), null, Duration.ofMillis(500), null));
        for (var bad : List.of("", "x", "1", "1-2.", "1-2.x", "1-2.-3", "1-2.3.4", "0-1", "1-2.9999999999")) {
            assertFails(
                    FailureKind.INVALID_ARGUMENT,
                    "from: " + bad + " (expected: a revision such as 1-42, or the id of an event)",
                    () -> Position.parse("from", bad));
        }
    }
}
