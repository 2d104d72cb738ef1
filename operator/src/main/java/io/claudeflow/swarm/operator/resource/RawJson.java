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
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A part of a document, kept as text until somebody looks at it: an eighth of the memory of a tree. Backups are many,
 * they lie in a cache for as long as they exist, and all but a few have ended long ago.
 *
 * @param text well-formed JSON without blanks
 */
@JsonSerialize(using = RawJson.Writer.class)
@JsonDeserialize(using = RawJson.Reader.class)
public record RawJson(String text) {

    /** {@code tree} as text. */
    public static RawJson of(JsonNode tree) {
        return new RawJson(tree.toString());
    }

    /** The document as a tree. */
    public JsonNode tree() {
        try {
            return Decoded.Json.MAPPER.readTree(text);
        } catch (JsonProcessingException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
    }

    static final class Reader extends JsonDeserializer<RawJson> {
        @Override
        public RawJson deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return of(context.readTree(parser));
        }
    }

    static final class Writer extends JsonSerializer<RawJson> {
        @Override
        public void serialize(RawJson value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeTree(value.tree());
        }
    }
}
