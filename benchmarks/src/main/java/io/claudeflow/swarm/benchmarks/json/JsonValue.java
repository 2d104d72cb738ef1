package io.claudeflow.swarm.benchmarks.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A JSON value that was received. What is asked of it and not there is a mistake of the sender. Immutable. */
public final class JsonValue {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MAX_SHOWN = 200;

    private final Object content;

    private JsonValue(Object content) {
        this.content = content;
    }

    /** Stands for {@code null}. */
    private enum Nothing {
        NULL
    }

    /** Reads one value that is the whole text. */
    public static JsonValue parse(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            JsonValue value = read(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new ProtocolException("expected the end of the JSON, found " + parser.currentToken());
            }
            return value;
        }
    }

    private static JsonValue read(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new ProtocolException("expected a JSON value, found the end");
        }
        return new JsonValue(
                switch (token) {
                    case START_OBJECT -> members(parser);
                    case START_ARRAY -> elements(parser);
                    case VALUE_STRING -> parser.getText();
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
                    case VALUE_TRUE -> true;
                    case VALUE_FALSE -> false;
                    case VALUE_NULL -> Nothing.NULL;
                    default -> throw new ProtocolException("expected a JSON value, found " + token);
                });
    }

    private static Map<String, JsonValue> members(JsonParser parser) throws IOException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            members.put(name, read(parser, parser.nextToken()));
        }
        return members;
    }

    private static List<JsonValue> elements(JsonParser parser) throws IOException {
        List<JsonValue> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(read(parser, token));
        }
        return elements;
    }

    /** The member of an object, which must have it. */
    public JsonValue get(String name) throws ProtocolException {
        return find(name).orElseThrow(() -> new ProtocolException("expected a member " + name + " in " + this));
    }

    /** The member of an object; nothing when it is absent or {@code null}. */
    public Optional<JsonValue> find(String name) throws ProtocolException {
        if (!(content instanceof Map<?, ?> members)) {
            throw new ProtocolException("expected an object with " + name + ", found " + this);
        }
        return Optional.ofNullable(members.get(name))
                .map(JsonValue.class::cast)
                .filter(value -> value.content != Nothing.NULL);
    }

    /** The names of an object's members. */
    public Set<String> names() throws ProtocolException {
        if (!(content instanceof Map<?, ?> members)) {
            throw new ProtocolException("expected an object, found " + this);
        }
        return members.keySet().stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet());
    }

    /** The elements of an array. */
    public List<JsonValue> elements() throws ProtocolException {
        if (!(content instanceof List<?> elements)) {
            throw new ProtocolException("expected an array, found " + this);
        }
        return elements.stream().map(JsonValue.class::cast).toList();
    }

    public String text() throws ProtocolException {
        if (!(content instanceof String text)) {
            throw new ProtocolException("expected a string, found " + this);
        }
        return text;
    }

    public boolean truth() throws ProtocolException {
        if (!(content instanceof Boolean truth)) {
            throw new ProtocolException("expected true or false, found " + this);
        }
        return truth;
    }

    /** A number; whole ones are exact up to 2^53. */
    public double number() throws ProtocolException {
        if (!(content instanceof Double number)) {
            throw new ProtocolException("expected a number, found " + this);
        }
        return number;
    }

    /** The beginning of it, for messages. */
    @Override
    public String toString() {
        String text = String.valueOf(content);
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
