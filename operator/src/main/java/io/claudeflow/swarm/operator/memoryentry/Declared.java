package io.claudeflow.swarm.operator.memoryentry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.claudeflow.swarm.crd.v1alpha1.EntryType;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemorySpec;
import io.claudeflow.swarm.crd.v1alpha1.ValueEncoding;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.EntryContent;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.EntryName;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.SeenContent;
import io.claudeflow.swarm.operator.memoryclient.MemoryJson;
import io.claudeflow.swarm.operator.plan.Marks;
import io.claudeflow.swarm.operator.resource.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a SwarmMemory declares, as the memory takes it.
 *
 * @param bytes size of the value
 */
record Declared(
        EntryName name, EntryContent content, @Nullable Long ttl, boolean adopt, long bytes) {
    /** What came of reading a spec. */
    sealed interface Reading {}

    /** It can be followed. */
    record Fit(Declared declared) implements Reading {}

    /** It cannot; {@code why} names the field, what was found and what was expected. */
    record Unfit(String why) implements Reading {}

    /** A value in the form in which it is sent. */
    private record Value(String encoding, String json, long bytes) {}

    static Reading read(JsonNode spec, String namespace, String name, String uid) {
        return switch (Decoded.of(spec, "spec", SwarmMemorySpec.class)) {
            case Decoded.Misfit<SwarmMemorySpec>(var field, var problem) ->
                new Unfit(field + " cannot be read: " + problem + ". Correct it; nothing was changed.");
            case Decoded.Fit<SwarmMemorySpec>(var read) -> read(read, Marks.resource(namespace, name), uid);
        };
    }

    private static Reading read(SwarmMemorySpec spec, String resource, String uid) {
        if (spec.key() == null || spec.value() == null) {
            return new Unfit("spec.key or spec.value is missing.");
        }
        if (spec.type() == EntryType.UNKNOWN || spec.encoding() == ValueEncoding.UNKNOWN) {
            return new Unfit("spec.type or spec.encoding has a value of another version.");
        }
        if (spec.encoding() == ValueEncoding.JSON && spec.value().isBlank()) {
            return new Unfit("spec.value: empty, which is no JSON (expected: one JSON value).");
        }
        Value value;
        try {
            value = value(spec.value(), spec.encoding());
        } catch (JacksonException noJson) {
            return new Unfit("spec.value: no JSON, which encoding: json promises (expected: one JSON value): "
                    + noJson.getOriginalMessage() + ".");
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("type", spec.type() == null ? null : spec.type().wire());
        members.put("priority", spec.priority());
        members.put("sharedWith", spec.sharedWith());
        var tags =
                List.copyOf(new LinkedHashSet<>(Optional.ofNullable(spec.tags()).orElse(List.of())));
        return new Fit(new Declared(
                new EntryName(Optional.ofNullable(spec.namespace()).orElse("default"), spec.key()),
                new EntryContent(
                        value.encoding(), value.json(), tags, MemoryJson.of(Marks.with(members, resource, uid))),
                spec.ttl(),
                Boolean.TRUE.equals(spec.adopt()),
                value.bytes()));
    }

    /** Without an encoding, a text that is a JSON object or array is one; a number or a word stays what was typed. */
    private static Value value(String text, @Nullable ValueEncoding encoding) throws JsonProcessingException {
        if (encoding == ValueEncoding.JSON || (encoding == null && isContainer(text))) {
            MemoryJson.read(text);
            return new Value("json", text.strip(), utf8(text.strip()));
        }
        if (encoding == ValueEncoding.BYTES) {
            var base64 = text.replaceAll("\\s", "");
            var padding = base64.length() - base64.replaceAll("=+$", "").length();
            return new Value("bytes", quoted(base64), base64.length() / 4L * 3 - padding);
        }
        return new Value("text", quoted(text), utf8(text));
    }

    private static boolean isContainer(String text) {
        var stripped = text.strip();
        if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
            return false;
        }
        try {
            return MemoryJson.read(stripped).isContainerNode();
        } catch (JsonProcessingException someOtherText) {
            return false;
        }
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether an entry that is there is what is declared, its lifetime apart. */
    boolean equalTo(SeenContent seen) {
        try {
            return seen.encoding().equals(content.encoding())
                    && seen.tags().equals(content.tags())
                    && seen.metadata().equals(content.metadata())
                    && seen.value().equals(MemoryJson.read(content.value()));
        } catch (JsonProcessingException cannotBe) {
            return false;
        }
    }
}
