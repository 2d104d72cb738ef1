package io.claudeflow.swarm.memory.json;

import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.stats.ServiceStatistics;
import java.time.Duration;

/** The JSON forms of figures and of what an administrator's operations report. Durations are seconds. */
public final class ReportJson {
    private static final double NANOS_PER_SECOND = 1e9;

    private ReportJson() {}

    public static byte[] gc(Maintenance.GcReport report) {
        var json = new JsonWriter().beginObject();
        json.name("deleted").number(report.deleted());
        json.name("seconds").number(seconds(report.duration()));
        return json.endObject().toBytes();
    }

    public static byte[] size(Maintenance.SizeReport report) {
        var json = new JsonWriter().beginObject();
        json.name("bytesBefore").number(report.bytesBefore());
        json.name("bytesAfter").number(report.bytesAfter());
        json.name("seconds").number(seconds(report.duration()));
        return json.endObject().toBytes();
    }

    public static byte[] integrity(Maintenance.IntegrityReport report) {
        var json = new JsonWriter().beginObject();
        json.name("ok").bool(report.ok());
        json.name("problems").strings(report.problems());
        json.name("seconds").number(seconds(report.duration()));
        return json.endObject().toBytes();
    }

    public static byte[] statistics(ServiceStatistics statistics) {
        var json = new JsonWriter(1024).beginObject();
        json.name("swarm").string(statistics.swarm());
        json.name("epoch").number(statistics.database().revision().epoch());
        json.name("revision").number(statistics.database().revision().number());
        json.name("uptimeSeconds").number(statistics.uptime().toSeconds());
        json.name("entries").number(statistics.entries().entries());
        json.name("agents").number(statistics.agents());
        json.name("tasks").number(statistics.tasks());
        json.name("patterns").number(statistics.patterns());
        cache(json.name("cache"), statistics.cache());
        database(json.name("database"), statistics.database());
        json.name("compression").beginObject();
        json.name("entries").number(statistics.entries().compressedEntries());
        json.name("ratio").number(statistics.entries().compressionRatio());
        json.endObject();
        json.name("writer").beginObject();
        json.name("queued").number(statistics.writer().queued());
        json.name("capacity").number(statistics.writer().capacity());
        json.endObject();
        lastGc(json.name("lastGc"), statistics);
        json.name("version").string(statistics.version());
        return json.endObject().toBytes();
    }

    private static void cache(JsonWriter json, ServiceStatistics.Cache cache) {
        json.beginObject();
        json.name("hits").number(cache.hits());
        json.name("misses").number(cache.misses());
        json.name("evictions").number(cache.evictions());
        json.name("entries").number(cache.entries());
        json.name("bytes").number(cache.bytes());
        var hitRate = cache.hitRate();
        json.name("hitRate").number(hitRate == null ? Double.NaN : hitRate);
        json.endObject();
    }

    private static void database(JsonWriter json, Maintenance.DatabaseStatistics database) {
        json.beginObject();
        json.name("sizeBytes").number(database.databaseBytes());
        json.name("walBytes").number(database.walBytes());
        json.name("freeBytes").number(database.freeBytes());
        json.name("diskFreeBytes").number(database.diskFreeBytes());
        json.name("diskTotalBytes").number(database.diskTotalBytes());
        json.name("schemaVersion").number(database.schemaVersion());
        json.name("tables").number(database.tables());
        json.endObject();
    }

    private static void lastGc(JsonWriter json, ServiceStatistics statistics) {
        var lastGc = statistics.lastGc();
        if (lastGc == null) {
            json.nul();
            return;
        }
        json.beginObject();
        json.name("at").instant(lastGc.at());
        json.name("deleted").number(lastGc.deleted());
        json.name("seconds").number(seconds(lastGc.duration()));
        json.endObject();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }
}
