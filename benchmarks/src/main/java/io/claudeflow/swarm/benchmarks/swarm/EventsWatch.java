package io.claudeflow.swarm.benchmarks.swarm;

import io.claudeflow.swarm.benchmarks.http.EventStream;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.peer.WatchListener;
import io.claudeflow.swarm.benchmarks.peer.WatchPeer;
import java.io.IOException;

/** Watches over server-sent events: a connection and a thread for each. */
final class EventsWatch implements WatchPeer {
    private static final String KEY = "\"key\":\"";

    private final int port;

    EventsWatch(int port) {
        this.port = port;
    }

    @Override
    public String name() {
        return "SSE";
    }

    @Override
    public Watch watch(String namespace, WatchListener listener) throws PeerException {
        try {
            EventStream stream = EventStream.open(port, "/v1/watch?namespace=" + namespace + "&tables=memory_store");
            Reading reading = new Reading(stream, listener);
            Thread.ofPlatform().daemon().name("sse-reader").start(reading::untilTheEnd);
            return reading;
        } catch (IOException e) {
            throw PeerException.lost("watching over HTTP: " + e, e);
        }
    }

    private static final class Reading implements Watch {
        private final EventStream stream;
        private final WatchListener listener;
        private volatile boolean closed;

        Reading(EventStream stream, WatchListener listener) {
            this.stream = stream;
            this.listener = listener;
        }

        void untilTheEnd() {
            try {
                for (EventStream.Event event = stream.next(); event != null; event = stream.next()) {
                    tell(event, listener);
                }
                ended("the stream ended");
            } catch (IOException e) {
                ended(e.toString());
            }
        }

        private void ended(String reason) {
            if (!closed) {
                listener.ended(reason);
            }
        }

        @Override
        public void close() {
            closed = true;
            stream.close();
        }
    }

    static void tell(EventStream.Event event, WatchListener listener) {
        switch (event.name()) {
            case "sync_complete" -> listener.synced();
            case "memory_updated" -> listener.changed(key(event.data()));
            case "heartbeat" -> {}
            default -> listener.ended(event.name() + " " + event.data());
        }
    }

    /** Without a JSON parser, whose cost would show as delay; keys of a run need no escapes. */
    private static String key(String data) {
        int from = data.indexOf(KEY) + KEY.length();
        int to = data.indexOf('"', from);
        return from < KEY.length() || to < 0 ? "" : data.substring(from, to);
    }
}
