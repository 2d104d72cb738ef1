package io.claudeflow.swarm.memory.audit;

import io.claudeflow.swarm.memory.audit.AuditFinding.Kind;
import io.claudeflow.swarm.memory.audit.AuditSource.Audited;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.EntryValue.Encoding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One audit of a swarm's entries, page by page. Everything is counted; of each kind the first {@value #LISTED} findings
 * are listed. Near duplicates are pairs of texts whose similarity was measured on the texts themselves; which pairs are
 * measured is decided by {@link MinHash}, at most {@value #MAX_CANDIDATES}. Used once.
 */
final class ContentAudit {
    static final int KEYS_PER_GROUP = 20;
    static final int LISTED = 1_000;
    static final int MAX_CANDIDATES = 20_000;

    private static final int ROWS_PER_READ = 500;
    private static final long BYTES_PER_READ = 4L << 20;

    private final AuditSource source;
    private final Clock clock;
    private final String swarm;
    private final AuditOptions options;
    private final Fingerprints fingerprints = new Fingerprints();
    private final Map<Kind, List<AuditFinding>> listed = new EnumMap<>(Kind.class);
    private final Map<SecretKind, Long> secrets = new EnumMap<>(SecretKind.class);
    private long entries;
    private long neverRead;
    private long neverReadBytes;
    private long secretEntries;
    private long damaged;

    ContentAudit(AuditSource source, Clock clock, String swarm, AuditOptions options) {
        this.source = source;
        this.clock = clock;
        this.swarm = swarm;
        this.options = options;
    }

    /** A report and what it found. */
    record Result(AuditReport report, Map<Kind, List<AuditFinding>> findings) {}

    Result run() {
        long start = System.nanoTime();
        var startedAt = clock.instant();
        boolean complete = readAll(startedAt.minus(options.unreadFor()));
        var groups = duplicates();
        long duplicateEntries = groups.stream().mapToLong(List::size).sum();
        long duplicateBytes = groups.stream()
                .mapToLong(group -> (group.size() - 1L) * fingerprints.size(group.getFirst()))
                .sum();
        listDuplicates(groups);
        var candidates = candidates();
        long near = compare(candidates.stream().limit(MAX_CANDIDATES).toList());
        var report = new AuditReport(
                swarm,
                startedAt,
                Duration.ofNanos(System.nanoTime() - start),
                entries,
                complete,
                groups.size(),
                duplicateEntries,
                duplicateBytes,
                near,
                Math.max(0, candidates.size() - MAX_CANDIDATES),
                neverRead,
                neverReadBytes,
                secretEntries,
                secrets,
                damaged);
        return new Result(report, listed);
    }

    private boolean readAll(Instant unreadBefore) {
        long last = 0;
        while (entries < options.maxEntries()) {
            int rows = (int) Math.min(ROWS_PER_READ, options.maxEntries() - entries);
            var page = source.after(swarm, last, rows, BYTES_PER_READ);
            if (page.isEmpty()) {
                return true;
            }
            for (var entry : page) {
                look(entry, unreadBefore);
                last = entry.id();
            }
        }
        return source.after(swarm, last, 1, 1).isEmpty();
    }

    private void look(Audited entry, Instant unreadBefore) {
        entries++;
        if (!entry.read() && !entry.updatedAt().isAfter(unreadBefore)) {
            neverRead++;
            neverReadBytes += entry.valueBytes();
            list(new AuditFinding.NeverRead(entry.key(), entry.valueBytes(), entry.updatedAt()));
        }
        var value = entry.value();
        if (value == null) {
            damaged++;
            list(new AuditFinding.Damaged(entry.key(), Objects.requireNonNullElse(entry.damage(), "unreadable")));
            return;
        }
        if (value.encoding() == Encoding.BYTES) {
            fingerprints.add(entry.id(), value.content(), new int[0]);
            return;
        }
        var text = value.asString();
        var found = SecretScanner.scan(text);
        if (!found.isEmpty()) {
            secretEntries++;
        }
        for (var secret : found) {
            secrets.merge(secret.kind(), 1L, Long::sum);
            list(new AuditFinding.Secret(entry.key(), secret));
        }
        var shingles = Shingles.of(text);
        fingerprints.add(entry.id(), value.content(), shingles.isTooShort() ? new int[0] : MinHash.bands(shingles));
    }

    /** Groups of equal values, the ones that waste most first. */
    private List<List<Integer>> duplicates() {
        var sorted = IntStream.range(0, fingerprints.count())
                .filter(index -> fingerprints.size(index) >= options.minDuplicateBytes())
                .boxed()
                .sorted(fingerprints::compareDigests)
                .toList();
        var groups = new ArrayList<List<Integer>>();
        for (int from = 0; from < sorted.size(); ) {
            int to = from + 1;
            while (to < sorted.size() && fingerprints.compareDigests(sorted.get(from), sorted.get(to)) == 0) {
                to++;
            }
            if (to - from > 1) {
                groups.add(sorted.subList(from, to));
            }
            from = to;
        }
        groups.sort((left, right) -> Long.compare(wasted(right), wasted(left)));
        return groups;
    }

    private long wasted(List<Integer> group) {
        return (group.size() - 1L) * fingerprints.size(group.getFirst());
    }

    private void listDuplicates(List<List<Integer>> groups) {
        var shown = groups.stream().limit(LISTED).toList();
        Set<Long> ids = new HashSet<>();
        for (var group : shown) {
            group.stream().limit(KEYS_PER_GROUP).forEach(index -> ids.add(fingerprints.id(index)));
        }
        var keys = source.keys(swarm, ids);
        for (var group : shown) {
            int first = group.getFirst();
            list(new AuditFinding.Duplicate(
                    fingerprints.digest(first),
                    fingerprints.size(first),
                    group.size(),
                    group.stream()
                            .limit(KEYS_PER_GROUP)
                            .map(fingerprints::id)
                            .sorted()
                            .flatMap(id -> Stream.ofNullable(keys.get(id)))
                            .toList()));
        }
    }

    private record Pair(int first, int second) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            return first == other.first ? Integer.compare(second, other.second) : Integer.compare(first, other.first);
        }
    }

    /** Pairs of different values that share a band; in each band a value is paired with the one before it. */
    private Collection<Pair> candidates() {
        var pairs = new TreeSet<Pair>();
        for (int band = 0; band < MinHash.BANDS; band++) {
            var last = new HashMap<Integer, Integer>();
            for (int index = 0; index < fingerprints.count(); index++) {
                if (fingerprints.isCompared(index)) {
                    var before = last.put(fingerprints.band(index, band), index);
                    if (before != null && fingerprints.compareDigests(before, index) != 0) {
                        pairs.add(new Pair(before, index));
                    }
                }
            }
        }
        return pairs;
    }

    private long compare(List<Pair> candidates) {
        long near = 0;
        int known = -1;
        var left = new Shingles(new long[0]);
        for (var pair : candidates) {
            if (pair.first() != known) {
                left = shingles(pair.first());
                known = pair.first();
            }
            double similarity = left.similarity(shingles(pair.second()));
            if (similarity >= options.similarity()) {
                near++;
                listNear(pair, similarity);
            }
        }
        return near;
    }

    private Shingles shingles(int index) {
        return Shingles.of(source.value(swarm, fingerprints.id(index))
                .map(EntryValue::asString)
                .orElse(""));
    }

    private void listNear(Pair pair, double similarity) {
        if (findings(Kind.NEAR_DUPLICATE).size() < LISTED) {
            long first = fingerprints.id(pair.first());
            long second = fingerprints.id(pair.second());
            var keys = source.keys(swarm, Set.of(first, second));
            var firstKey = keys.get(first);
            var secondKey = keys.get(second);
            if (firstKey != null && secondKey != null) {
                list(new AuditFinding.NearDuplicate(firstKey, secondKey, similarity));
            }
        }
    }

    private void list(AuditFinding finding) {
        var findings = findings(finding.kind());
        if (findings.size() < LISTED) {
            findings.add(finding);
        }
    }

    private List<AuditFinding> findings(Kind kind) {
        return listed.computeIfAbsent(kind, added -> new ArrayList<>());
    }
}
