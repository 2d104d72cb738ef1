package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.watch.ChangeFeed;
import io.claudeflow.swarm.memory.watch.Position;
import io.claudeflow.swarm.memory.watch.WatchEvent;
import io.claudeflow.swarm.memory.watch.WatchFilter;
import io.claudeflow.swarm.memory.watch.WatchRequest;
import io.claudeflow.swarm.memory.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Streams of changes. */
final class WatchOperations {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /** How long a reader that was too slow may take to hear of it before its connection is given up. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Watches watches;
    private final Duration grace;

    WatchOperations(Watches watches, Duration grace) {
        this.watches = watches;
        this.grace = grace;
    }

    static void addTo(Handlers handlers, Watches watches) {
        handlers.stream("WatchService.Watch", new WatchOperations(watches, GRACE)::watch);
    }

    void watch(Arguments arguments, Sink sink) {
        var reader = new Reader(Thread.currentThread(), grace);
        try (var feed = watches.open(request(arguments), reader::dropped)) {
            tell(feed, sink);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reader.end();
        }
        if (reader.givenUp() && Thread.interrupted()) {
            throw MemoryException.of(
                    FailureKind.UNAVAILABLE, "the watch was dropped: the client took its events too slowly");
        }
    }

    private static void tell(ChangeFeed feed, Sink sink) throws InterruptedException {
        while (sink.isOpen()) {
            var event = feed.next(LOOK_EVERY);
            if (event != null) {
                send(event, sink);
                if (event.isLast()) {
                    return;
                }
            }
        }
    }

    /** The thread that serves a watch; it is interrupted when it hangs in a connection that takes nothing more. */
    private static final class Reader {
        private final Thread thread;
        private final Duration grace;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean givenUp;

        Reader(Thread thread, Duration grace) {
            this.thread = thread;
            this.grace = grace;
        }

        void dropped() {
            try {
                if (!ended.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                    giveUp();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized void giveUp() {
            if (ended.getCount() > 0) {
                givenUp = true;
                thread.interrupt();
            }
        }

        synchronized void end() {
            ended.countDown();
        }

        boolean givenUp() {
            return givenUp;
        }
    }

    private static WatchRequest request(Arguments arguments) {
        var from = arguments.optionalText("from");
        var pattern = arguments.optionalText("pattern");
        return new WatchRequest(
                new WatchFilter(
                        arguments.swarm(),
                        arguments.optionalText("namespace"),
                        pattern == null ? null : new Glob(pattern),
                        new HashSet<>(arguments.texts("tables"))),
                from == null ? null : Position.parse("from", from),
                Duration.ofSeconds(arguments.wholeNumber(
                        "heartbeatSeconds",
                        (int) WatchRequest.DEFAULT_HEARTBEAT.toSeconds(),
                        (int) WatchRequest.MIN_HEARTBEAT.toSeconds(),
                        (int) WatchRequest.MAX_HEARTBEAT.toSeconds())),
                arguments.optionalText("reader"));
    }

    private static void send(WatchEvent event, Sink sink) {
        var json = new JsonWriter().beginObject().name("type").string(event.wireName());
        var position = switch (event) {
            case WatchEvent.Message(var _, var change) -> {
                place(json, change.position(), change.changedAt());
                json.name("table").string(change.table());
                json.name("namespace").string(change.namespace());
                json.name("key").string(change.key());
                json.name("operation").string(change.operation().name().toLowerCase(Locale.ROOT));
                if (change.detail() != null) {
                    json.name("detail").raw(change.detail());
                }
                yield change.position();
            }
            case WatchEvent.Synced(var place, var at, var reader) -> {
                place(json, place, at);
                if (reader != null) {
                    json.name("reader").string(reader);
                }
                yield place;
            }
            case WatchEvent.Heartbeat(var place, var at) -> {
                place(json, place, at);
                yield place;
            }
            case WatchEvent.Compacted(var oldest, var newest, var reason) -> {
                var place = Position.behind(newest);
                place(json, place, null);
                json.name("reason").string(reason);
                json.name("oldest").string(oldest.toString());
                json.name("newest").string(newest.toString());
                yield place;
            }
            case WatchEvent.Ended(var _, var reason, var place) -> {
                place(json, place, null);
                json.name("reason").string(reason);
                yield place;
            }
        };
        sink.send(event.wireName(), position.toString(), json.endObject());
    }

    private static void place(JsonWriter json, Position position, @Nullable Instant at) {
        json.name("id").string(position.toString());
        json.name("revision").string(position.revision().toString());
        if (at != null) {
            json.name("at").instant(at);
        }
    }
}
