package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a Job leaves for whoever started it: one line of JSON. Members that are null are left out.
 *
 * @param result {@code failed}, or how it went well: verified, removed, restored
 * @param reason one word for programs, when it failed
 * @param message for people
 * @param name of the backup
 * @param file what was written or restored
 * @param contents of the backup, or of the restored database
 * @param duration of the work
 * @param pruned backups that are gone now
 */
record JobReport(
        String result,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String name,
        @Nullable String file,
        @Nullable Contents contents,
        @Nullable Duration duration,
        @Nullable List<String> pruned)
        implements LastWords.Report {
    private static final String FAILED = "failed";
    /** Bytes of a letter in JSON, at most. */
    private static final int LONGEST_LETTER = 6;

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * What a backup, or a database, holds.
     *
     * @param sha256 of the backup; empty when it came without a manifest
     * @param rows of each table
     */
    record Contents(long sizeBytes, String sha256, Revision revision, SortedMap<String, Long> rows) {
        static Contents of(Manifest manifest) {
            return new Contents(manifest.sizeBytes(), manifest.sha256(), manifest.revision(), manifest.tables());
        }
    }

    static JobReport failed(String reason, String message) {
        return new JobReport(FAILED, reason, message, null, null, null, null, null);
    }

    @Override
    public ExitCode code() {
        return result.equals(FAILED) ? ExitCode.FAILURE : ExitCode.OK;
    }

    /** In full, and then shorter and shorter: rows of the smallest tables are left out, then the message is cut. */
    @Override
    public byte[] json(int limit) {
        int tables = contents == null ? 0 : contents.rows().size();
        int letters = message == null ? 0 : message.length();
        var json = json(tables, letters);
        while (json.length > limit && (tables > 0 || letters > 0)) {
            if (tables > 0) {
                tables--;
            } else {
                letters -= Math.min(letters, 1 + (json.length - limit) / LONGEST_LETTER);
            }
            json = json(tables, letters);
        }
        return json;
    }

    private byte[] json(int tables, int letters) {
        var json = new JsonWriter().beginObject();
        json.name("result").string(result);
        optional(json, "reason", reason);
        optional(json, "message", message == null ? null : LastWords.cut(message, letters));
        optional(json, "name", name);
        optional(json, "file", file);
        if (contents != null) {
            json.name("sizeBytes").number(contents.sizeBytes());
            optional(json, "sha256", contents.sha256().isEmpty() ? null : contents.sha256());
            json.name("epoch").number(contents.revision().epoch());
            json.name("revision").number(contents.revision().number());
            json.name("rows").beginObject();
            largest(contents.rows(), tables)
                    .forEach((table, rows) -> json.name(table).number(rows));
            json.endObject();
        }
        if (duration != null) {
            json.name("seconds").number(duration.toNanos() / NANOS_PER_SECOND);
        }
        if (pruned != null) {
            json.name("pruned").strings(pruned);
        }
        return json.endObject().toBytes();
    }

    private static void optional(JsonWriter json, String name, @Nullable String value) {
        if (value != null) {
            json.name(name).string(value);
        }
    }

    private static SortedMap<String, Long> largest(SortedMap<String, Long> rows, int tables) {
        if (tables == rows.size()) {
            return rows;
        }
        var kept = new TreeMap<String, Long>();
        rows.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(tables)
                .forEach(row -> kept.put(row.getKey(), row.getValue()));
        return kept;
    }
}
