package io.claudeflow.swarm.benchmarks.backup;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.report.Figures;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The backups of a run, by the way they were taken. Not thread-safe. */
final class BackupTally {
    private final Map<Stage, OneWay> ways = Map.of(Stage.CREATE, new OneWay(), Stage.PULL, new OneWay());
    private final SortedMap<Integer, List<String>> problems = new TreeMap<>();

    private static final class OneWay {
        private final LatencyHistogram durations = new LatencyHistogram();
        private long verified;
        private long smallest = Long.MAX_VALUE;
        private long largest;
    }

    /**
     * A backup was taken and checked.
     *
     * @param problems empty when it is verified
     */
    void add(Stage how, int number, long nanos, long bytes, List<String> problems) {
        OneWay way = way(how);
        way.durations.record(nanos);
        way.smallest = Math.min(way.smallest, bytes);
        way.largest = Math.max(way.largest, bytes);
        if (problems.isEmpty()) {
            way.verified++;
        } else {
            this.problems.put(number, List.copyOf(problems));
        }
    }

    long taken() {
        return ways.values().stream().mapToLong(way -> way.durations.count()).sum();
    }

    long verified() {
        return ways.values().stream().mapToLong(way -> way.verified).sum();
    }

    long corrupt() {
        return taken() - verified();
    }

    /** What is wrong with each that is not verified, a line each. */
    List<String> problems() {
        return problems.entrySet().stream()
                .map(each -> "backup " + each.getKey() + ": " + String.join("; ", each.getValue()))
                .toList();
    }

    /** Backups, verified, corrupt, p50 s, p99 s, max s, MiB. */
    List<String> cells(Stage how) {
        OneWay way = way(how);
        long taken = way.durations.count();
        return List.of(
                Figures.count((double) taken),
                Figures.count((double) way.verified),
                Figures.count((double) (taken - way.verified)),
                Figures.precise(way.durations.quantile(0.5)),
                Figures.precise(way.durations.quantile(0.99)),
                Figures.precise(way.durations.quantile(1)),
                taken == 0 ? "–" : Figures.mebibytes(way.smallest) + " to " + Figures.mebibytes(way.largest));
    }

    private OneWay way(Stage how) {
        OneWay way = ways.get(how);
        if (way == null) {
            throw new IllegalArgumentException("stage is " + how + ", expected one in which a backup is taken");
        }
        return way;
    }
}
