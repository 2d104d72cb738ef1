package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.maintenance.PolicyStatistics;
import io.claudeflow.swarm.memory.maintenance.Retention;
import io.claudeflow.swarm.memory.policy.Cleanup;
import io.claudeflow.swarm.memory.policy.Lifetime;
import io.claudeflow.swarm.memory.policy.PolicyCatalog;
import io.claudeflow.swarm.memory.policy.PolicyReader;
import io.claudeflow.swarm.memory.policy.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The retention policies in force. */
final class PolicyOperations {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PolicyCatalog catalog;
    private final Retention retention;

    private PolicyOperations(PolicyCatalog catalog, Retention retention) {
        this.catalog = catalog;
        this.retention = retention;
    }

    static void addTo(Handlers handlers, PolicyCatalog catalog, Retention retention) {
        var operations = new PolicyOperations(catalog, retention);
        handlers.add("PolicyService.List", _ -> state(operations.catalog.state()));
        handlers.add("PolicyService.Find", operations::find);
        handlers.add("PolicyService.Validate", operations::validate);
        handlers.add("PolicyService.Reload", _ -> state(operations.catalog.reload()));
        handlers.add("PolicyService.Statistics", operations::statistics);
    }

    private static JsonWriter state(PolicyCatalog.State state) {
        var json = new JsonWriter(1024).beginObject();
        if (state.file() != null) {
            json.name("file").string(state.file().toString());
        }
        json.name("loadedAt").instant(state.loadedAt());
        policies(json, state.policies().all());
        problems(json, state.problems());
        return json.endObject();
    }

    private JsonWriter find(Arguments arguments) {
        var namespace = Objects.requireNonNullElse(arguments.optionalText("namespace"), EntryKey.DEFAULT_NAMESPACE);
        var policy = catalog.of(new EntryKey(arguments.swarm(), namespace, arguments.text("key")));
        var json = new JsonWriter().beginObject().name("policy");
        policy(json, policy);
        return json.name("matched")
                .bool(!policy.equals(RetentionPolicy.DEFAULT))
                .endObject();
    }

    private JsonWriter validate(Arguments arguments) {
        var json = new JsonWriter(1024).beginObject();
        switch (catalog.validate(arguments.text("text"))) {
            case PolicyReader.Reading.Accepted(var policies) -> {
                json.name("valid").bool(true);
                policies(json, policies.all());
                problems(json, List.of());
            }
            case PolicyReader.Reading.Rejected(var problems) -> {
                json.name("valid").bool(false);
                policies(json, List.of());
                problems(json, problems);
            }
        }
        return json.endObject();
    }

    private JsonWriter statistics(Arguments arguments) {
        var all = retention.statistics();
        var json = new JsonWriter(1024).beginObject().name("statistics").beginArray();
        for (var one : all) {
            json.beginObject();
            json.name("pattern").string(one.policy().pattern().text());
            json.name("cleanup").string(Cleanup.text(one.policy().cleanup()));
            json.name("runs").number(one.runs());
            json.name("deleted").number(one.deleted());
            if (one.lastRun() != null) {
                json.name("lastRun").instant(one.lastRun());
            }
            json.name("lastDeleted").number(one.lastDeleted());
            json.name("lastSeconds").number(seconds(one.lastDuration()));
            if (one.nextRun() != null) {
                json.name("nextRun").instant(one.nextRun());
            }
            json.endObject();
        }
        json.endArray();
        if (arguments.flag("text")) {
            json.name("text").string(PolicyStatistics.text(all));
        }
        return json.endObject();
    }

    private static void policies(JsonWriter json, List<RetentionPolicy> policies) {
        json.name("policies").beginArray();
        policies.forEach(policy -> policy(json, policy));
        json.endArray();
    }

    private static void policy(JsonWriter json, RetentionPolicy policy) {
        json.beginObject();
        json.name("pattern").string(policy.pattern().text());
        json.name("ttlSeconds").number(policy.lifetime() instanceof Lifetime.Seconds(long seconds) ? seconds : 0);
        json.name("ttl").string(Lifetime.text(policy.lifetime()));
        json.name("cleanup").string(Cleanup.text(policy.cleanup()));
        json.name("conflict").string(policy.conflict().wireName());
        var compression = policy.compression();
        if (compression != null) {
            json.name("compression").beginObject();
            json.name("algorithm").string(compression.algorithm().name().toLowerCase(Locale.ROOT));
            json.name("thresholdBytes").number(compression.thresholdBytes());
            json.endObject();
        }
        json.name("fullText").bool(policy.fullText());
        json.endObject();
    }

    private static void problems(JsonWriter json, List<PolicyReader.Problem> problems) {
        json.name("problems").beginArray();
        for (var problem : problems) {
            json.beginObject();
            json.name("line").number(problem.line());
            json.name("field").string(problem.field());
            json.name("value").string(problem.value());
            json.name("expected").string(problem.expected());
            json.endObject();
        }
        json.endArray();
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }
}
