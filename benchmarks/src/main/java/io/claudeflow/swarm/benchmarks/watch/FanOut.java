package io.claudeflow.swarm.benchmarks.watch;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.load.CpuMeter;
import io.claudeflow.swarm.benchmarks.load.CpuShare;
import io.claudeflow.swarm.benchmarks.load.TimedLoad;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.peer.WatchPeer;
import io.claudeflow.swarm.benchmarks.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One measurement: readers that watch, one writer that writes so many times a second. */
final class FanOut {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChildProcess server;
    private final WatchPeer peer;
    private final Writing writing;
    private final int readers;
    private final int writesPerSecond;
    private final int writes;

    /** Writes one entry; answered when durable. */
    @FunctionalInterface
    interface Writing {
        void write(String namespace, String key) throws PeerException;
    }

    FanOut(ChildProcess server, WatchPeer peer, Writing writing, int readers, int writesPerSecond, int writes) {
        this.server = server;
        this.peer = peer;
        this.writing = writing;
        this.readers = readers;
        this.writesPerSecond = writesPerSecond;
        this.writes = writes;
    }

    /**
     * What one measurement gave.
     *
     * @param elapsedNanos from the first write to the last event
     * @param delays from the sending of a write to the arrival of its event, over all readers
     * @param writeTimes from the sending of a write to its answer
     * @param problems the first ones
     */
    record Outcome(
            long received,
            long lost,
            long unexpected,
            long elapsedNanos,
            LatencyHistogram delays,
            LatencyHistogram writeTimes,
            CpuShare cpu,
            long residentBytes,
            List<String> problems) {}

    Outcome run(String namespace) throws PeerException, InterruptedException {
        Sent sent = new Sent(writes);
        List<Reader> all =
                IntStream.range(0, readers).mapToObj(i -> new Reader(sent)).toList();
        List<WatchPeer.Watch> watches = new ArrayList<>();
        try {
            for (Reader reader : all) {
                watches.add(peer.watch(namespace, reader));
            }
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (Reader reader : all) {
                if (!reader.awaitLive(deadline)) {
                    throw PeerException.refused(
                            "a watch over " + peer.name() + " was not live after " + PATIENCE.toSeconds() + " s");
                }
            }
            return measure(namespace, sent, all);
        } finally {
            watches.forEach(WatchPeer.Watch::close);
        }
    }

    private Outcome measure(String namespace, Sent sent, List<Reader> all) throws PeerException, InterruptedException {
        LatencyHistogram writeTimes = new LatencyHistogram();
        CpuMeter meter = CpuMeter.start(server);
        long begin = System.nanoTime();
        for (int number = 0; number < writes; number++) {
            TimedLoad.parkUntil(begin + number * 1_000_000_000L / writesPerSecond);
            sent.now(number);
            writing.write(namespace, Sent.key(number));
            writeTimes.record(System.nanoTime() - sent.moment(number));
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Reader reader : all) {
            if (!reader.awaitComplete(deadline)) {
                reader.ended("it had not everything " + PATIENCE.toSeconds() + " s after the last write");
            }
        }
        long elapsed = System.nanoTime() - begin;
        CpuShare cpu = meter.stop();
        LatencyHistogram delays = new LatencyHistogram();
        all.forEach(reader -> reader.addTo(delays));
        return new Outcome(
                all.stream().mapToLong(Reader::received).sum(),
                all.stream().mapToLong(Reader::lost).sum(),
                all.stream().mapToLong(Reader::unexpected).sum(),
                elapsed,
                delays,
                writeTimes,
                cpu,
                server.residentBytes(),
                all.stream()
                        .flatMap(reader -> reader.problems().stream())
                        .limit(5)
                        .toList());
    }
}
