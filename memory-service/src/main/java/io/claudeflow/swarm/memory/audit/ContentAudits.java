package io.claudeflow.swarm.memory.audit;

import io.claudeflow.swarm.memory.audit.AuditFinding.Kind;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Cursor;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs audits and keeps the last one of each swarm, of at most {@value #KEPT} swarms, until the process ends.
 * Thread-safe; one audit at a time.
 */
public final class ContentAudits {
    static final int KEPT = 16;

    private final AuditSource source;
    private final Clock clock;
    private final ReentrantLock running = new ReentrantLock();
    private final Map<String, ContentAudit.Result> last = new LinkedHashMap<>();

    public ContentAudits(AuditSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Audits a swarm; refused as a conflict while another audit runs. */
    public AuditReport run(String swarm, AuditOptions options) {
        EntryKey.checkSwarm(swarm);
        if (!running.tryLock()) {
            throw MemoryException.of(FailureKind.CONFLICT, "an audit is running; ask again when it has ended");
        }
        try {
            var result = new ContentAudit(source, clock, swarm, options).run();
            keep(swarm, result);
            return result.report();
        } finally {
            running.unlock();
        }
    }

    /** The report of the last audit of a swarm. */
    public Optional<AuditReport> report(String swarm) {
        return result(swarm).map(ContentAudit.Result::report);
    }

    /** What the last audit of a swarm found of one kind; {@code NOT_FOUND} when there was none since the start. */
    public Page<AuditFinding> findings(String swarm, Kind kind, PageRequest page) {
        var result = result(swarm)
                .orElseThrow(() -> MemoryException.of(
                        FailureKind.NOT_FOUND, "no audit of swarm " + swarm + " since the start; run one first"));
        var findings = result.findings().getOrDefault(kind, List.of());
        var listing = "audit " + swarm + ' ' + kind + ' ' + result.report().startedAt();
        int from = place(page, listing, findings.size());
        int to = Math.min(from + page.limit(), findings.size());
        return new Page<>(
                findings.subList(from, to), to < findings.size() ? Cursor.write(listing, Integer.toString(to)) : null);
    }

    private static int place(PageRequest page, String listing, int size) {
        var cursor = page.cursor();
        if (cursor == null) {
            return 0;
        }
        try {
            int place = Integer.parseInt(Cursor.read(cursor, listing, 1).getFirst());
            if (place >= 0 && place <= size) {
                return place;
            }
        } catch (NumberFormatException e) {
            // refused below like every other place outside of the list
        }
        throw MemoryException.invalid("cursor", cursor, "the nextCursor of the page before");
    }

    private synchronized void keep(String swarm, ContentAudit.Result result) {
        last.remove(swarm);
        last.put(swarm, result);
        if (last.size() > KEPT) {
            last.remove(last.keySet().iterator().next());
        }
    }

    private synchronized Optional<ContentAudit.Result> result(String swarm) {
        return Optional.ofNullable(last.get(swarm));
    }
}
