package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.audit.AuditFinding;
import io.claudeflow.swarm.memory.audit.AuditOptions;
import io.claudeflow.swarm.memory.audit.AuditReport;
import io.claudeflow.swarm.memory.audit.ContentAudits;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import java.util.List;
import java.util.Objects;

/** What lies in the memory. */
final class AuditOperations {
    private static final double NANOS_PER_SECOND = 1e9;

    private final ContentAudits audits;

    private AuditOperations(ContentAudits audits) {
        this.audits = audits;
    }

    static void addTo(Handlers handlers, ContentAudits audits) {
        var operations = new AuditOperations(audits);
        handlers.add("AuditService.Run", operations::run);
        handlers.add("AuditService.GetReport", operations::report);
        handlers.add("AuditService.ListFindings", operations::findings);
    }

    private JsonWriter run(Arguments arguments) {
        var defaults = AuditOptions.DEFAULT;
        var unreadFor = arguments.seconds("unreadForSeconds");
        var options = new AuditOptions(
                arguments.wholeNumber("maxEntries", defaults.maxEntries(), 1, AuditOptions.MAX_ENTRIES),
                arguments.wholeNumber("minDuplicateBytes", defaults.minDuplicateBytes(), 0, Integer.MAX_VALUE),
                arguments.optionalNumber("similarity").orElse(defaults.similarity()),
                Objects.requireNonNullElse(unreadFor, defaults.unreadFor()));
        return write(audits.run(arguments.swarm(), options));
    }

    private JsonWriter report(Arguments arguments) {
        return write(audits.report(arguments.swarm())
                .orElseThrow(() -> MemoryException.of(
                        FailureKind.NOT_FOUND,
                        "no audit of swarm " + arguments.swarm() + " since the start; run one first")));
    }

    private static JsonWriter write(AuditReport report) {
        var json = new JsonWriter(1024).beginObject();
        json.name("startedAt").instant(report.startedAt());
        json.name("seconds").number(report.duration().toNanos() / NANOS_PER_SECOND);
        json.name("entries").number(report.entries());
        json.name("complete").bool(report.complete());
        json.name("duplicateGroups").number(report.duplicateGroups());
        json.name("duplicateEntries").number(report.duplicateEntries());
        json.name("duplicateBytes").number(report.duplicateBytes());
        json.name("nearDuplicates").number(report.nearDuplicates());
        json.name("candidatesLeft").number(report.candidatesLeft());
        json.name("neverRead").number(report.neverRead());
        json.name("neverReadBytes").number(report.neverReadBytes());
        json.name("secretEntries").number(report.secretEntries());
        json.name("secrets").beginArray();
        report.secrets().forEach((kind, count) -> {
            json.beginObject();
            json.name("kind").string(kind.label());
            json.name("count").number(count);
            json.endObject();
        });
        json.endArray();
        json.name("damaged").number(report.damaged());
        return json.endObject();
    }

    private JsonWriter findings(Arguments arguments) {
        var kind = Objects.requireNonNull(arguments.choice("kind", AuditFinding.Kind.class), "required");
        var page = audits.findings(arguments.swarm(), kind, arguments.page());
        var json = new JsonWriter(4096).beginObject().name("findings").beginArray();
        page.items().forEach(finding -> write(json, finding));
        json.endArray();
        if (page.nextCursor() != null) {
            json.name("nextCursor").string(page.nextCursor());
        }
        return json.endObject();
    }

    private static void write(JsonWriter json, AuditFinding finding) {
        json.beginObject();
        json.name("kind").string(finding.kind().label());
        switch (finding) {
            case AuditFinding.Duplicate duplicate -> {
                keys(json, duplicate.keys());
                json.name("entries").number(duplicate.entries());
                json.name("bytes").number(duplicate.bytes());
                json.name("sha256").string(duplicate.sha256());
            }
            case AuditFinding.NearDuplicate near -> {
                keys(json, List.of(near.first(), near.second()));
                json.name("similarity").number(near.similarity());
            }
            case AuditFinding.NeverRead unread -> {
                keys(json, List.of(unread.key()));
                json.name("bytes").number(unread.bytes());
                json.name("updatedAt").instant(unread.updatedAt());
            }
            case AuditFinding.Secret secret -> {
                keys(json, List.of(secret.key()));
                json.name("secretKind").string(secret.secret().kind().label());
                json.name("position").number(secret.secret().position());
            }
            case AuditFinding.Damaged damaged -> {
                keys(json, List.of(damaged.key()));
                json.name("damage").string(damaged.damage());
            }
        }
        json.endObject();
    }

    private static void keys(JsonWriter json, List<EntryKey> keys) {
        json.name("keys").beginArray();
        for (var key : keys) {
            json.beginObject();
            json.name("namespace").string(key.namespace());
            json.name("key").string(key.key());
            json.endObject();
        }
        json.endArray();
    }
}
