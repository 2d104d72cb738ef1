package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.analytics.Analytics;
import io.claudeflow.swarm.memory.analytics.GrowthSample;
import io.claudeflow.swarm.memory.analytics.PerformanceAnalysis.Trend;
import io.claudeflow.swarm.memory.analytics.UsageGroup;
import io.claudeflow.swarm.memory.analytics.UsageInterval;
import io.claudeflow.swarm.memory.analytics.UsageQuery;
import io.claudeflow.swarm.memory.analytics.UsageSummary;
import io.claudeflow.swarm.memory.json.JsonWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Usage, hot keys, slow operations, growth. */
final class AnalyticsOperations {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final long HOT = 100;

    private final Analytics analytics;

    private AnalyticsOperations(Analytics analytics) {
        this.analytics = analytics;
    }

    static void addTo(Handlers handlers, Analytics analytics) {
        var operations = new AnalyticsOperations(analytics);
        handlers.add("AnalyticsService.GetUsage", operations::usage);
        handlers.add("AnalyticsService.GetHotKeys", operations::hotKeys);
        handlers.add("AnalyticsService.ListSlowOperations", operations::slowOperations);
        handlers.add("AnalyticsService.GetGrowth", operations::growth);
        handlers.add("AnalyticsService.AnalyzePerformance", operations::performance);
    }

    private JsonWriter usage(Arguments arguments) {
        var to = arguments.instant("to");
        var end = to == null ? analytics.now() : to;
        var from = arguments.instant("from");
        var start = from == null ? end.minus(window(arguments, WEEK)) : from;
        var group = arguments.choice("groupBy", UsageGroup.class);
        var query = new UsageQuery(
                start,
                end,
                Objects.requireNonNullElse(group, UsageGroup.NAMESPACE),
                arguments.choice("interval", UsageInterval.class),
                arguments.wholeNumber("limit", LIMIT, 1, MAX_LIMIT));
        var json = new JsonWriter(1024).beginObject();
        json.name("from").instant(start);
        json.name("to").instant(end);
        json.name("usage").beginArray();
        analytics.usage(arguments.swarm(), query).forEach(summary -> write(json, summary));
        return json.endArray().endObject();
    }

    private static void write(JsonWriter json, UsageSummary summary) {
        json.beginObject();
        if (summary.start() != null) {
            json.name("start").instant(summary.start());
        }
        json.name("group").string(summary.group());
        json.name("operations").number(summary.operations());
        json.name("failures").number(summary.failures());
        json.name("meanMillis").number(summary.meanMillis());
        json.name("maxMillis").number(summary.maxMillis());
        json.name("bytes").number(summary.bytes());
        json.endObject();
    }

    private JsonWriter hotKeys(Arguments arguments) {
        var window = analytics.hotKeys(
                arguments.swarm(),
                window(arguments, Duration.ofHours(1)),
                arguments.optionalWholeNumber("threshold").orElse(HOT),
                arguments.wholeNumber("limit", LIMIT, 1, MAX_LIMIT));
        var json = new JsonWriter(1024).beginObject();
        json.name("from").instant(window.from());
        json.name("to").instant(window.to());
        json.name("keys").beginArray();
        for (var hot : window.keys()) {
            json.beginObject();
            json.name("namespace").string(hot.key().namespace());
            json.name("key").string(hot.key().key());
            json.name("atLeast").number(hot.atLeast());
            json.name("atMost").number(hot.atMost());
            json.endObject();
        }
        return json.endArray().endObject();
    }

    private JsonWriter slowOperations(Arguments arguments) {
        int limit = arguments.wholeNumber("limit", LIMIT, 1, MAX_LIMIT);
        var json = new JsonWriter(1024).beginObject();
        json.name("thresholdMillis")
                .number(analytics.slowOperations().threshold().toMillis());
        json.name("total").number(analytics.slowOperations().total());
        json.name("operations").beginArray();
        for (var slow : analytics.slowOperations(arguments.swarm(), limit)) {
            json.beginObject();
            json.name("at").instant(slow.at());
            json.name("operation").string(slow.operation().label());
            text(json, "namespace", slow.namespace());
            text(json, "target", slow.target());
            text(json, "agent", slow.agent());
            json.name("millis").number(slow.duration().toNanos() / NANOS_PER_MILLI);
            json.name("failed").bool(slow.failed());
            json.endObject();
        }
        return json.endArray().endObject();
    }

    private JsonWriter growth(Arguments arguments) {
        var json = new JsonWriter(4096).beginObject().name("samples").beginArray();
        analytics.growth(window(arguments, WEEK)).forEach(sample -> write(json, sample));
        return json.endArray().endObject();
    }

    private static void write(JsonWriter json, GrowthSample sample) {
        json.beginObject();
        json.name("at").instant(sample.at());
        json.name("revision").number(sample.revision());
        json.name("entries").number(sample.entries());
        json.name("valueBytes").number(sample.valueBytes());
        json.name("storedBytes").number(sample.storedBytes());
        json.name("databaseBytes").number(sample.databaseBytes());
        json.name("logBytes").number(sample.logBytes());
        json.name("freeBytes").number(sample.freeBytes());
        json.name("diskFreeBytes").number(sample.diskFreeBytes());
        json.name("cacheHits").number(sample.cacheHits());
        json.name("cacheMisses").number(sample.cacheMisses());
        json.name("reads").number(sample.reads());
        json.name("writes").number(sample.writes());
        json.endObject();
    }

    private JsonWriter performance(Arguments arguments) {
        var analysis = analytics.performance(window(arguments, WEEK));
        var json = new JsonWriter(1024).beginObject();
        json.name("from").instant(analysis.from());
        json.name("to").instant(analysis.to());
        json.name("samples").number(analysis.samples());
        number(json, "databaseBytesPerDay", analysis.databaseBytesPerDay());
        number(json, "entriesPerDay", analysis.entriesPerDay());
        number(json, "daysUntilFull", analysis.daysUntilFull());
        trend(json, "readMillis", analysis.readMillis());
        trend(json, "writeMillis", analysis.writeMillis());
        trend(json, "cacheHitRate", analysis.cacheHitRate());
        return json.endObject();
    }

    private static void trend(JsonWriter json, String name, Trend trend) {
        json.name(name).beginObject();
        number(json, "earlier", trend.earlier());
        number(json, "later", trend.later());
        json.name("direction").string(trend.direction().name().toLowerCase(Locale.ROOT));
        json.endObject();
    }

    private static Duration window(Arguments arguments, Duration orElse) {
        return Objects.requireNonNullElse(arguments.seconds("windowSeconds"), orElse);
    }

    private static void number(JsonWriter json, String name, @Nullable Double number) {
        if (number != null) {
            json.name(name).number(number);
        }
    }

    private static void text(JsonWriter json, String name, @Nullable String text) {
        if (text != null) {
            json.name(name).string(text);
        }
    }
}
