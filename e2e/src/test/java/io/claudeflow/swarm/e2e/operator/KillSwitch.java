package io.claudeflow.swarm.e2e.operator;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Kills one operator at its n-th call to the API server, or at the call after a certain write: that call and all that
 * follow never leave it, so that nothing it still thinks can change anything. Killed between a call's answer and the
 * next call is the same as killed at the next call: every n covers every moment. Two runs may differ in how many writes
 * they need for the same; after a certain write is the same moment in all of them.
 */
final class KillSwitch implements Interceptor {
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    /** Which calls count. */
    enum Calls {
        WRITES,
        ALL
    }

    /** What a killed operator gets instead of an answer. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed by the test");
        }
    }

    /**
     * A write to the API server.
     *
     * @param what method, kind and subresource
     * @param time which of its like it is, from 1
     */
    record Write(String what, int time) {}

    private final Calls counted;
    private final int at;
    private final @Nullable Write last;
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Write> writes = new CopyOnWriteArrayList<>();
    private volatile boolean armed;
    private volatile boolean dead;

    /** @param at the call that is the last one, from 1 */
    KillSwitch(Calls counted, int at) {
        this(counted, at, null);
    }

    private KillSwitch(Calls counted, int at, @Nullable Write last) {
        this.counted = counted;
        this.at = at;
        this.last = last;
    }

    /** At the call after {@code last}, whatever it is. */
    static KillSwitch after(Write last) {
        return new KillSwitch(Calls.WRITES, Integer.MAX_VALUE, last);
    }

    /** Only counts. */
    static KillSwitch never(Calls counted) {
        return new KillSwitch(counted, Integer.MAX_VALUE);
    }

    /** From now on calls are counted. */
    KillSwitch arm() {
        armed = true;
        return this;
    }

    /** From now on nothing is counted and nobody is killed. */
    void disarm() {
        armed = false;
    }

    boolean dead() {
        return dead;
    }

    /** When it kills, in lower case letters and digits. */
    String text() {
        if (last != null) {
            return "after-" + last.what().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-") + last.time();
        }
        return at == Integer.MAX_VALUE ? "never" : counted.name().toLowerCase(Locale.ROOT) + at;
    }

    /** Calls so far. */
    int calls() {
        return calls.get();
    }

    /** Writes so far. */
    List<Write> writes() {
        return List.copyOf(writes);
    }

    void into(HttpClient.Builder http) {
        http.addOrReplaceInterceptor("kill-switch", this);
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!dead && armed && isOver(request)) {
            dead = true;
        }
        if (dead) {
            throw new Killed();
        }
    }

    private synchronized boolean isOver(HttpRequest request) {
        if (last != null && writes.contains(last)) {
            return true;
        }
        var writing = WRITES.contains(String.valueOf(request.method()));
        if (writing) {
            var what = request.method() + " " + kind(request.uri().getPath());
            writes.add(new Write(
                    what,
                    1
                            + (int) writes.stream()
                                    .filter(write -> write.what().equals(what))
                                    .count()));
        }
        return (counted == Calls.ALL || writing) && calls.incrementAndGet() >= at;
    }

    /** The kind and the subresource in {@code …/namespaces/<namespace>/<kind>/<name>/<subresource>}. */
    private static String kind(String path) {
        var parts = path.replaceFirst(".*/namespaces/[^/]+/", "").split("/", -1);
        return parts.length > 2 ? parts[0] + "/" + parts[2] : parts[0];
    }
}
