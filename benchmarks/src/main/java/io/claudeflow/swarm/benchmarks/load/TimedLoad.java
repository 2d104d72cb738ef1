package io.claudeflow.swarm.benchmarks.load;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets clients work for a while, each on a thread of its own: a ramp that does not count, a window that does. What
 * still hangs when the grace after the window is over is cut off and counted as an error, so that a load is bounded in
 * time.
 */
public final class TimedLoad {
    private static final Duration RAMP = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private TimedLoad() {}

    /** One client. It runs on one thread; closing it from another makes a call that hangs fail. */
    public interface Client extends AutoCloseable {
        /** Works until the window is over; what begins inside of it counts. */
        ClientOutcome run(Window window);

        @Override
        void close();
    }

    /**
     * Measures for this long. The clients stay open.
     *
     * @param server the process whose consumption is told
     */
    public static CellSample measure(ChildProcess server, List<? extends Client> clients, Duration length)
            throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
            Window window = Window.after(System.nanoTime(), RAMP, length);
            List<Future<ClientOutcome>> running = new ArrayList<>();
            for (Client client : clients) {
                running.add(threads.submit((Callable<ClientOutcome>) () -> client.run(window)));
            }
            parkUntil(window.from());
            CpuMeter meter = CpuMeter.start(server);
            parkUntil(window.to());
            CpuShare cpu = meter.stop();
            List<ClientOutcome> outcomes = collect(running, clients, GRACE);
            return sample(outcomes, length, cpu, server.residentBytes());
        }
    }

    /** Waits for the clients, all together at most this long. */
    static List<ClientOutcome> collect(
            List<Future<ClientOutcome>> running, List<? extends AutoCloseable> clients, Duration atMost)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        List<ClientOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            outcomes.add(outcome(running.get(i), clients.get(i), deadline - System.nanoTime()));
        }
        return outcomes;
    }

    private static ClientOutcome outcome(Future<ClientOutcome> running, AutoCloseable client, long patience)
            throws InterruptedException {
        ClientOutcome failed = new ClientOutcome();
        try {
            return running.get(Math.max(1, patience), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            cutOff(client);
            failed.error("a client had no answer in time and was cut off");
        } catch (ExecutionException e) {
            failed.error("a client failed: " + e.getCause());
        }
        return failed;
    }

    private static void cutOff(AutoCloseable client) throws InterruptedException {
        try {
            client.close();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a client that hangs could not be closed", e);
        }
    }

    private static CellSample sample(List<ClientOutcome> outcomes, Duration length, CpuShare cpu, long residentBytes) {
        LatencyHistogram latencies = new LatencyHistogram();
        outcomes.forEach(outcome -> latencies.add(outcome.latencies()));
        return new CellSample(
                latencies.count() * 1e9 / length.toNanos(),
                latencies.quantile(0.50),
                latencies.quantile(0.99),
                outcomes.stream().mapToLong(ClientOutcome::errors).sum(),
                outcomes.stream()
                        .flatMap(outcome -> Optional.ofNullable(outcome.firstError()).stream())
                        .findFirst(),
                cpu.serverCores(),
                cpu.generatorCores(),
                residentBytes);
    }

    /** Waits until a moment of {@link System#nanoTime()}. */
    public static void parkUntil(long moment) throws InterruptedException {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while a load ran");
            }
        }
    }
}
