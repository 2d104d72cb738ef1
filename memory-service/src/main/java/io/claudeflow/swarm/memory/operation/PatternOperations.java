package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.pattern.Pattern;
import io.claudeflow.swarm.memory.pattern.PatternOrder;
import io.claudeflow.swarm.memory.pattern.PatternQuery;
import io.claudeflow.swarm.memory.pattern.PatternSpec;
import io.claudeflow.swarm.memory.pattern.PatternStore;

/** Patterns that agents store. */
final class PatternOperations {
    private static final int FEW = 5;

    private final PatternStore patterns;

    private PatternOperations(PatternStore patterns) {
        this.patterns = patterns;
    }

    static void addTo(Handlers handlers, PatternStore patterns) {
        var operations = new PatternOperations(patterns);
        handlers.add("PatternService.Put", operations::put)
                .add("PatternService.Get", operations::get)
                .add("PatternService.List", operations::list)
                .add("PatternService.Best", operations::best)
                .add("PatternService.RecordUse", operations::recordUse)
                .add("PatternService.Delete", operations::delete);
    }

    private JsonWriter put(Arguments arguments) {
        var spec = new PatternSpec(
                arguments.text("id"),
                arguments.text("type"),
                arguments.json("data"),
                arguments.optionalNumber("confidence").orElse(0.0),
                Tags.of(arguments.texts("tags")));
        return Answers.object(patterns.put(arguments.swarm(), spec), PatternOperations::write);
    }

    private JsonWriter get(Arguments arguments) {
        var id = arguments.text("id");
        var pattern = patterns.get(arguments.swarm(), id)
                .orElseThrow(() -> MemoryException.ofField(FailureKind.NOT_FOUND, "id", id, "an existing pattern"));
        return Answers.object(pattern, PatternOperations::write);
    }

    private JsonWriter list(Arguments arguments) {
        double minConfidence = arguments.optionalNumber("minConfidence").orElse(0.0);
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw MemoryException.invalid("minConfidence", minConfidence, "0 to 1");
        }
        var query = query(arguments, PatternOrder.CONFIDENCE, arguments.page()).confident(minConfidence);
        return Answers.page("patterns", patterns.list(arguments.swarm(), query), PatternOperations::write);
    }

    private JsonWriter best(Arguments arguments) {
        int limit = arguments.wholeNumber("limit", FEW, 1, PageRequest.MAX_LIMIT);
        var query = query(arguments, PatternOrder.SCORE, PageRequest.first(limit));
        var json = new JsonWriter(1024).beginObject();
        Answers.objects(
                json, "patterns", patterns.list(arguments.swarm(), query).items(), PatternOperations::write);
        return json.endObject();
    }

    private static PatternQuery query(Arguments arguments, PatternOrder defaultOrder, PageRequest page) {
        var tagMode = arguments.choice("tagMode", TagMode.class);
        var order = arguments.choice("order", PatternOrder.class);
        return new PatternQuery(
                arguments.optionalText("type"),
                0,
                Tags.of(arguments.texts("tags")),
                tagMode == null ? TagMode.ANY : tagMode,
                order == null ? defaultOrder : order,
                page);
    }

    private JsonWriter recordUse(Arguments arguments) {
        boolean success =
                arguments.members().value("success").map(JsonSlice::bool).orElse(true);
        var used = patterns.recordUse(arguments.swarm(), arguments.text("id"), success);
        return Answers.object(used, PatternOperations::write);
    }

    private JsonWriter delete(Arguments arguments) {
        return Answers.deleted(patterns.delete(arguments.swarm(), arguments.text("id")));
    }

    private static void write(JsonWriter json, Pattern pattern) {
        json.name("id").string(pattern.id());
        json.name("type").string(pattern.spec().type());
        json.name("data").raw(pattern.spec().data());
        json.name("confidence").number(pattern.spec().confidence());
        json.name("tags").strings(pattern.spec().tags().names());
        json.name("usageCount").number(pattern.usageCount());
        json.name("successRate").number(pattern.successRate());
        json.name("score").number(pattern.score());
        json.name("createdAt").instant(pattern.createdAt());
        json.name("updatedAt").instant(pattern.updatedAt());
        Answers.instant(json, "lastUsed", pattern.lastUsed());
        json.name("version").number(pattern.version());
        json.name("revision").string(pattern.revision().toString());
    }
}
