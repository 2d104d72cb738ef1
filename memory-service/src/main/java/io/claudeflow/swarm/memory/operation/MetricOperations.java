package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.metric.MetricAnalysis;
import io.claudeflow.swarm.memory.metric.MetricAnalysis.Comparison;
import io.claudeflow.swarm.memory.metric.MetricAnalysis.Step;
import io.claudeflow.swarm.memory.metric.MetricQuery;
import io.claudeflow.swarm.memory.metric.MetricStore;
import io.claudeflow.swarm.memory.metric.MetricSummary;
import io.claudeflow.swarm.memory.metric.Sample;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Measurements. */
final class MetricOperations {
    private static final int HOUR = 3_600;
    private static final int DAY = 24 * HOUR;

    private final MetricStore metrics;
    private final MetricAnalysis analysis;
    private final Clock clock;

    private MetricOperations(MetricStore metrics, Clock clock) {
        this.metrics = metrics;
        this.analysis = new MetricAnalysis(metrics);
        this.clock = clock;
    }

    static void addTo(Handlers handlers, MetricStore metrics, Clock clock) {
        var operations = new MetricOperations(metrics, clock);
        handlers.add("MetricService.Record", operations::record)
                .add("MetricService.RecordBatch", operations::recordBatch)
                .add("MetricService.ListNames", operations::listNames)
                .add("MetricService.Aggregate", operations::aggregate)
                .add("MetricService.Trend", operations::trend)
                .add("MetricService.Analyze", operations::analyze);
    }

    private record Window(Instant from, Instant to) {}

    private JsonWriter record(Arguments arguments) {
        return recorded(arguments.swarm(), List.of(sample(arguments)));
    }

    private JsonWriter recordBatch(Arguments arguments) {
        var given = arguments.objects("samples");
        var samples = new ArrayList<Sample>(given.size());
        for (int i = 0; i < given.size(); i++) {
            try {
                samples.add(sample(given.get(i)));
            } catch (MemoryException e) {
                throw e.within("samples[" + i + "]");
            }
        }
        return recorded(arguments.swarm(), samples);
    }

    private JsonWriter recorded(String swarm, List<Sample> samples) {
        metrics.record(swarm, samples);
        return new JsonWriter()
                .beginObject()
                .name("recorded")
                .number(samples.size())
                .endObject();
    }

    private Sample sample(Arguments arguments) {
        var timestamp = arguments.instant("timestamp");
        return Sample.of(
                arguments.text("name"),
                arguments.number("value"),
                timestamp == null ? clock.instant() : timestamp,
                arguments.map("tags"));
    }

    private JsonWriter listNames(Arguments arguments) {
        return new JsonWriter()
                .beginObject()
                .name("names")
                .strings(metrics.names(arguments.swarm()))
                .endObject();
    }

    private JsonWriter aggregate(Arguments arguments) {
        var window = window(arguments, HOUR);
        var groups = metrics.aggregate(arguments.swarm(), query(arguments, window, arguments.optionalText("groupBy")));
        var json = new JsonWriter(1024).beginObject();
        write(json, window);
        Answers.objects(json, "groups", groups, MetricOperations::write);
        return json.endObject();
    }

    private JsonWriter trend(Arguments arguments) {
        var step = Duration.ofSeconds(arguments.wholeNumber("stepSeconds", DAY, 1, Integer.MAX_VALUE));
        var query = query(arguments, window(arguments, 7 * DAY), null);
        var trend = analysis.trend(arguments.swarm(), query, step);
        var json = new JsonWriter(1024).beginObject();
        Answers.objects(json, "steps", trend.steps(), MetricOperations::write);
        json.name("slope").number(trend.slope());
        Answers.number(json, "change", trend.change());
        return json.name("direction").string(Answers.word(trend.direction())).endObject();
    }

    private JsonWriter analyze(Arguments arguments) {
        var window = window(arguments, HOUR);
        var comparisons = analysis.compare(arguments.swarm(), window.from(), window.to());
        var json = new JsonWriter(1024).beginObject();
        write(json, window);
        Answers.objects(json, "metrics", comparisons, MetricOperations::write);
        return json.endObject();
    }

    private static MetricQuery query(Arguments arguments, Window window, @Nullable String groupBy) {
        return new MetricQuery(
                arguments.text("name"), window.from(), window.to(), new TreeMap<>(arguments.map("tags")), groupBy);
    }

    /** From {@code from} or else {@code windowSeconds} before {@code to}, which is now when it is left out. */
    private Window window(Arguments arguments, int defaultSeconds) {
        var given = arguments.instant("to");
        // The present millisecond is still part of a window that ends now.
        var to = given == null ? clock.instant().plusMillis(1) : given;
        int seconds = arguments.wholeNumber("windowSeconds", defaultSeconds, 1, Integer.MAX_VALUE);
        var from = arguments.instant("from");
        if (from != null && arguments.optionalWholeNumber("windowSeconds").isPresent()) {
            throw MemoryException.invalid("windowSeconds", seconds, "not together with from");
        }
        return new Window(from == null ? to.minusSeconds(seconds) : from, to);
    }

    private static void write(JsonWriter json, Window window) {
        json.name("from").instant(window.from());
        json.name("to").instant(window.to());
    }

    private static void write(JsonWriter json, Step step) {
        json.name("from").instant(step.from());
        write(json, "summary", step.summary());
    }

    private static void write(JsonWriter json, Comparison comparison) {
        json.name("name").string(comparison.name());
        write(json, "now", comparison.now());
        write(json, "before", comparison.before());
        Answers.number(json, "change", comparison.change());
    }

    private static void write(JsonWriter json, String name, @Nullable MetricSummary summary) {
        if (summary != null) {
            json.name(name).beginObject();
            write(json, summary);
            json.endObject();
        }
    }

    private static void write(JsonWriter json, MetricSummary summary) {
        Answers.text(json, "group", summary.group());
        json.name("count").number(summary.count());
        json.name("avg").number(summary.avg());
        json.name("min").number(summary.min());
        json.name("max").number(summary.max());
        json.name("p50").number(summary.p50());
        json.name("p95").number(summary.p95());
        json.name("p99").number(summary.p99());
    }
}
