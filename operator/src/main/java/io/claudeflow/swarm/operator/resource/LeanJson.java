package io.claudeflow.swarm.operator.resource;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;

/**
 * The small members of a document, kept as text; the large ones are left out while it is read. Entries and tasks may be
 * many and large, and a cache holds all of them: what is left out is asked for when it is needed.
 *
 * @param text well-formed JSON without blanks, an object
 */
@JsonSerialize(using = LeanJson.Writer.class)
@JsonDeserialize(using = LeanJson.Reader.class)
public record LeanJson(String text) {
    /** A member whose JSON text is longer is left out; a key has 1,024 characters at most. */
    private static final int LONGEST_MEMBER = 1_100;

    /** Holds the whole document once more. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    static LeanJson of(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            object.properties().removeIf(member -> isLong(member.getValue()));
        }
        return new LeanJson(tree.toString());
    }

    private static boolean isLong(JsonNode member) {
        return member.isTextual()
                ? member.textValue().length() > LONGEST_MEMBER
                : member.toString().length() > LONGEST_MEMBER;
    }

    /** The metadata without the copy of the document that kubectl keeps there. */
    static ObjectMeta withoutCopy(ObjectMeta metadata) {
        var annotations = metadata.getAnnotations();
        if (annotations != null && annotations.containsKey(LAST_APPLIED)) {
            var others = new HashMap<>(annotations);
            others.remove(LAST_APPLIED);
            metadata.setAnnotations(others);
        }
        return metadata;
    }

    /** The members that were kept. */
    public JsonNode tree() {
        try {
            return Decoded.Json.MAPPER.readTree(text);
        } catch (JsonProcessingException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
    }

    static final class Reader extends JsonDeserializer<LeanJson> {
        @Override
        public LeanJson deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return of(context.readTree(parser));
        }
    }

    static final class Writer extends JsonSerializer<LeanJson> {
        @Override
        public void serialize(LeanJson value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeTree(value.tree());
        }
    }
}
