package io.claudeflow.swarm.operator.leader;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a Lease or waits for it.
 *
 * <p>The framework's own election never gives the Lease back (its shutdown hook does nothing when election is on), so
 * that a graceful stop costs the next replica the whole lease time. Here {@link #close} releases it after the work has
 * stopped. The controllers start only once the Lease is held: a waiting replica costs no watches and no memory.
 */
public final class LeaderElection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeaderElection.class);
    private static final Duration LEASE_TIME = Duration.ofSeconds(15);
    private static final Duration RENEW_WITHIN = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final LeaderElector elector;
    private final ExecutorService threads;
    private final AtomicBoolean leading = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private @Nullable CompletableFuture<?> running;

    /**
     * @param start called once, on a thread of its own, when the Lease is held
     * @param lost called when the held Lease is lost; two leaders at once must not be, so the process should end
     */
    public LeaderElection(
            KubernetesClient client, String namespace, String lease, String identity, Runnable start, Runnable lost) {
        threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("leader-", 0).daemon().factory());
        var callbacks = new LeaderCallbacks(
                () -> {
                    leading.set(true);
                    log.atInfo().addKeyValue("identity", identity).log("leading");
                    threads.execute(start);
                },
                () -> {
                    if (leading.getAndSet(false) && !closing.get()) {
                        log.atError().addKeyValue("identity", identity).log("leadership lost");
                        lost.run();
                    }
                },
                holder -> log.atInfo().addKeyValue("holder", holder).log("lease holder changed"));
        elector = new LeaderElector(
                client,
                new LeaderElectionConfig(
                        new LeaseLock(namespace, lease, identity),
                        LEASE_TIME,
                        RENEW_WITHIN,
                        RETRY,
                        callbacks,
                        true,
                        lease),
                threads);
    }

    /** Begins to try for the Lease; returns at once. */
    public synchronized void start() {
        running = elector.start();
    }

    /** Whether this process holds the Lease. */
    public boolean leading() {
        return leading.get();
    }

    /** Stops renewing and gives the Lease back, so that another replica takes over within its next try. */
    @Override
    public synchronized void close() {
        closing.set(true);
        if (running != null) {
            running.cancel(true);
        }
        threads.shutdown();
    }
}
