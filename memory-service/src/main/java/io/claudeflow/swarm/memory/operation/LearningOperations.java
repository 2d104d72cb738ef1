package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.learning.Insight;
import io.claudeflow.swarm.memory.learning.LearnedPattern;
import io.claudeflow.swarm.memory.learning.Learning;
import io.claudeflow.swarm.memory.learning.LearningCodec;
import io.claudeflow.swarm.memory.learning.Outcome;
import io.claudeflow.swarm.memory.learning.Recommendation;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.transaction.Transactions;
import java.util.List;
import java.util.Map;

/** What outcomes teach. */
final class LearningOperations {
    private final Learning learning;
    private final Transactions transactions;
    private final DocumentReader reader;

    private LearningOperations(Learning learning, Transactions transactions, DocumentReader reader) {
        this.learning = learning;
        this.transactions = transactions;
        this.reader = reader;
    }

    static void addTo(Handlers handlers, Learning learning, Transactions transactions, DocumentReader reader) {
        var operations = new LearningOperations(learning, transactions, reader);
        handlers.add("LearningService.Record", operations::record)
                .add("LearningService.ListOutcomes", operations::listOutcomes)
                .add("LearningService.Extract", operations::extract)
                .add("LearningService.ListPatterns", operations::listPatterns)
                .add("LearningService.Recommend", operations::recommend)
                .add("LearningService.ReportUse", operations::reportUse)
                .add("LearningService.Insights", operations::insights)
                .add("LearningService.Optimize", operations::optimize);
    }

    private JsonWriter record(Arguments arguments) {
        var type = arguments.text("type");
        var agents = arguments.texts("agents");
        var result = result(arguments);
        double seconds = arguments.optionalNumber("seconds").orElse(0.0);
        var context = context(arguments);
        // Extraction takes too long for the thread that writes.
        var recorded = transactions.running()
                ? new Learning.Recorded(
                        learning.note(arguments.swarm(), type, agents, result, seconds, context), 0, List.of())
                : learning.record(arguments.swarm(), type, agents, result, seconds, context);
        var json = new JsonWriter().beginObject().name("outcome").beginObject();
        write(json, recorded.outcome());
        json.endObject().name("similar").number(recorded.similar());
        Answers.objects(json, "patterns", recorded.patterns(), LearningOperations::write);
        return json.endObject();
    }

    private static Outcome.Result result(Arguments arguments) {
        var success = arguments.members().value("success").map(JsonSlice::bool);
        var result = arguments.choice("result", Outcome.Result.class);
        if (success.isPresent() == (result != null)) {
            throw MemoryException.invalid(
                    "success", result == null ? "(absent)" : "(with result)", "either success or result");
        }
        return result == null ? Outcome.Result.of(success.orElseThrow()) : result;
    }

    /** The members of an object, none when it is absent. */
    private Map<String, Document> context(Arguments arguments) {
        var given = arguments.members().value("context");
        if (given.isEmpty()) {
            return Map.of();
        }
        if (reader.read("context", given.get().raw()) instanceof Document.Fields fields) {
            return fields.members();
        }
        throw MemoryException.invalid("context", given.get().shown(), "a JSON object");
    }

    private JsonWriter listOutcomes(Arguments arguments) {
        var page = learning.outcomes(arguments.swarm(), arguments.optionalText("type"), arguments.page());
        return Answers.page("outcomes", page, LearningOperations::write);
    }

    private JsonWriter extract(Arguments arguments) {
        return patterns(learning.extract(arguments.swarm(), arguments.optionalText("type")));
    }

    private JsonWriter listPatterns(Arguments arguments) {
        return patterns(learning.patterns(arguments.swarm(), arguments.optionalText("type")));
    }

    private static JsonWriter patterns(List<LearnedPattern> patterns) {
        var json = new JsonWriter(1024).beginObject();
        Answers.objects(json, "patterns", patterns, LearningOperations::write);
        return json.endObject();
    }

    private JsonWriter recommend(Arguments arguments) {
        var json = new JsonWriter(1024).beginObject();
        learning.recommend(arguments.swarm(), arguments.optionalText("type"), context(arguments))
                .ifPresent(recommendation -> {
                    json.name("recommendation").beginObject();
                    write(json, recommendation);
                    json.endObject();
                });
        return json.endObject();
    }

    private JsonWriter reportUse(Arguments arguments) {
        boolean success = arguments.members().required("success").bool();
        return Answers.object(
                learning.reportUse(arguments.swarm(), arguments.text("id"), success), LearningOperations::write);
    }

    private JsonWriter insights(Arguments arguments) {
        int limit = arguments.wholeNumber("limit", PageRequest.FIRST.limit(), 1, PageRequest.MAX_LIMIT);
        var kind = arguments.choice("kind", Insight.Kind.class);
        var insights = learning.insights(arguments.swarm(), kind, arguments.optionalText("type"));
        var json = new JsonWriter(1024).beginObject();
        Answers.objects(json, "insights", insights.stream().limit(limit).toList(), LearningOperations::write);
        return json.endObject();
    }

    private JsonWriter optimize(Arguments arguments) {
        var optimized = learning.optimize(arguments.swarm(), arguments.flag("dryRun"));
        var json = new JsonWriter().beginObject();
        json.name("kept").number(optimized.kept().size());
        json.name("dropped").strings(optimized.dropped());
        json.name("mergedInto").beginObject();
        optimized.mergedInto().forEach((id, into) -> json.name(id).string(into));
        return json.endObject().endObject();
    }

    private static void write(JsonWriter json, Outcome outcome) {
        json.name("id").string(outcome.id());
        json.name("type").string(outcome.type());
        json.name("agents").strings(outcome.agents());
        json.name("result").string(Answers.word(outcome.result()));
        json.name("seconds").number(outcome.seconds());
        json.name("context").raw(Document.of(outcome.context()).toJson());
        json.name("recordedAt").instant(outcome.recordedAt());
    }

    private static void write(JsonWriter json, LearnedPattern pattern) {
        json.name("id").string(pattern.id());
        json.name("type").string(pattern.type());
        json.name("effective").bool(pattern.effective());
        json.name("conditions").raw(LearningCodec.conditions(pattern).toJson());
        json.name("description").string(pattern.description());
        json.name("samples").number(pattern.samples());
        json.name("successRate").number(pattern.successRate());
        json.name("confidence").number(pattern.confidence());
        json.name("cohesion").number(pattern.cohesion());
        json.name("seconds").number(pattern.seconds());
        json.name("agents").strings(pattern.agents());
        json.name("evidence").strings(pattern.evidence());
        json.name("uses").number(pattern.uses());
        json.name("successfulUses").number(pattern.successfulUses());
        json.name("learnedAt").instant(pattern.learnedAt());
    }

    private static void write(JsonWriter json, Recommendation recommendation) {
        json.name("pattern").beginObject();
        write(json, recommendation.pattern());
        json.endObject();
        json.name("expectedSuccessRate").number(recommendation.expectedSuccessRate());
        json.name("confidence").number(recommendation.confidence());
        json.name("match").number(recommendation.match());
        Answers.objects(json, "alternatives", recommendation.alternatives(), LearningOperations::write);
        Answers.objects(json, "warnings", recommendation.warnings(), LearningOperations::write);
        json.name("explanation").strings(recommendation.explanation());
    }

    private static void write(JsonWriter json, Insight insight) {
        json.name("kind").string(Answers.word(insight.kind()));
        json.name("subject").string(insight.subject());
        json.name("description").string(insight.description());
        json.name("evidence").strings(insight.evidence());
        json.name("confidence").number(insight.confidence());
        json.name("impact").number(insight.impact());
        json.name("actions").strings(insight.actions());
        json.name("discoveredAt").instant(insight.discoveredAt());
    }
}
