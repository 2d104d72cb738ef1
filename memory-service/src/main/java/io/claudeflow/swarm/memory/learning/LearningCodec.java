package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * The JSON of a learned pattern, as it lies in {@code pattern_data}. Conditions are written as seed 003's reader knows
 * them: a plain value, {@code {"range": [min, max]}} or {@code {"values": [...]}}; a value that is itself an object is
 * written as {@code {"values": [it]}}. Reading what this class did not write fails as {@code CORRUPT}.
 */
public final class LearningCodec {
    private LearningCodec() {}

    public static Document encode(LearnedPattern pattern) {
        var json = new LinkedHashMap<String, Document>();
        json.put("id", Document.of(pattern.id()));
        json.put("type", Document.of(pattern.type()));
        json.put("effective", Document.of(pattern.effective()));
        json.put("conditions", conditions(pattern));
        json.put("samples", Document.of(pattern.samples()));
        json.put("successRate", number(pattern.successRate()));
        json.put("cohesion", number(pattern.cohesion()));
        json.put("seconds", number(pattern.seconds()));
        json.put("agents", texts(pattern.agents()));
        json.put("evidence", texts(pattern.evidence()));
        json.put("uses", Document.of(pattern.uses()));
        json.put("successfulUses", Document.of(pattern.successfulUses()));
        json.put("learnedAt", Document.of(pattern.learnedAt().toString()));
        return Document.of(json);
    }

    /** The conditions alone, by name. */
    public static Document conditions(LearnedPattern pattern) {
        var conditions = new LinkedHashMap<String, Document>();
        pattern.conditions().forEach((name, condition) -> conditions.put(name, encode(condition)));
        return Document.of(conditions);
    }

    public static LearnedPattern decode(Document document) {
        try {
            var json = (Document.Fields) document;
            var conditions = new TreeMap<String, Condition>();
            ((Document.Fields) member(json, "conditions"))
                    .members()
                    .forEach((name, condition) -> conditions.put(name, condition(condition)));
            return new LearnedPattern(
                    text(json, "id"),
                    text(json, "type"),
                    ((Document.Bool) member(json, "effective")).value(),
                    conditions,
                    number(json, "samples").intValueExact(),
                    number(json, "successRate").doubleValue(),
                    number(json, "cohesion").doubleValue(),
                    number(json, "seconds").doubleValue(),
                    texts(json, "agents"),
                    texts(json, "evidence"),
                    number(json, "uses").longValueExact(),
                    number(json, "successfulUses").longValueExact(),
                    Instant.parse(text(json, "learnedAt")));
        } catch (ClassCastException | ArithmeticException | DateTimeException e) {
            throw MemoryException.of(FailureKind.CORRUPT, "a learned pattern cannot be read: " + e.getMessage(), e);
        }
    }

    private static Document encode(Condition condition) {
        return switch (condition) {
            case Condition.Equal equal ->
                equal.value() instanceof Document.Fields ? single("values", List.of(equal.value())) : equal.value();
            case Condition.OneOf choice -> single("values", choice.values());
            case Condition.Range range -> single("range", List.of(Document.of(range.min()), Document.of(range.max())));
        };
    }

    private static Condition condition(Document json) {
        if (!(json instanceof Document.Fields fields)) {
            return new Condition.Equal(json);
        }
        if (fields.get("range") instanceof Document.Items range && range.items().size() == 2) {
            return new Condition.Range(
                    ((Document.Num) range.items().get(0)).value(),
                    ((Document.Num) range.items().get(1)).value());
        }
        var values = ((Document.Items) member(fields, "values")).items();
        return values.size() == 1 ? new Condition.Equal(values.getFirst()) : new Condition.OneOf(values);
    }

    private static Document single(String name, List<Document> items) {
        var json = new LinkedHashMap<String, Document>();
        json.put(name, Document.of(items));
        return Document.of(json);
    }

    private static Document texts(List<String> texts) {
        return Document.of(texts.stream().map(Document::of).toList());
    }

    private static Document number(double value) {
        return Document.of(new BigDecimal(Double.toString(value)));
    }

    private static Document member(Document.Fields json, String name) {
        var member = json.get(name);
        if (member == null) {
            throw MemoryException.of(FailureKind.CORRUPT, "a learned pattern cannot be read: no member " + name);
        }
        return member;
    }

    private static String text(Document.Fields json, String name) {
        return ((Document.Text) member(json, name)).value();
    }

    private static BigDecimal number(Document.Fields json, String name) {
        return ((Document.Num) member(json, name)).value();
    }

    private static List<String> texts(Document.Fields json, String name) {
        return ((Document.Items) member(json, name))
                .items().stream().map(item -> ((Document.Text) item).value()).toList();
    }
}
