package io.claudeflow.swarm.e2e.operator;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills one operator at its n-th call to the API server: that call and all that follow never leave it, so that nothing
 * it still thinks can change anything. Killed between a call's answer and the next call is the same as killed at the
 * next call: every n covers every moment.
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

    private final Calls counted;
    private final int at;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean armed;
    private volatile boolean dead;

    /** @param at the call that is the last one, from 1 */
    KillSwitch(Calls counted, int at) {
        this.counted = counted;
        this.at = at;
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
        return at == Integer.MAX_VALUE ? "never" : counted.name().toLowerCase(Locale.ROOT) + at;
    }

    /** Calls so far. */
    int calls() {
        return calls.get();
    }

    void into(HttpClient.Builder http) {
        http.addOrReplaceInterceptor("kill-switch", this);
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!dead && armed && counts(request) && calls.incrementAndGet() >= at) {
            dead = true;
        }
        if (dead) {
            throw new Killed();
        }
    }

    private boolean counts(HttpRequest request) {
        return counted == Calls.ALL || WRITES.contains(String.valueOf(request.method()));
    }
}
