package io.claudeflow.swarm.memory.legacy.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonArray;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonBoolean;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonNull;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonNumber;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parses and writes JSON. Nesting is bounded to 200 levels, so that hostile text cannot exhaust the stack. Python's
 * {@code NaN} and {@code Infinity} are read as text, because JSON has no such numbers. Thread-safe.
 */
public final class Json {
    public static final int MAX_DEPTH = 200;

    private static final int MAX_NAME_LENGTH = 1 << 20;
    private static final int MAX_NUMBER_LENGTH = 1_000;

    private Json() {}

    /** A factory whose parsers accept texts of at most {@code maxTextLength} characters. */
    static JsonFactory factory(int maxTextLength) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(maxTextLength)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxDocumentLength(-1)
                        .build())
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    private static final JsonFactory LENIENT = factory(Integer.MAX_VALUE);
    private static final JsonFactory STRICT =
            LENIENT.rebuild().disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    /** Parses the one value of a text; the failure names the field and the place of the fault. */
    public static JsonValue parse(String field, String text) {
        try (var parser = LENIENT.createParser(text)) {
            return parseAll(parser);
        } catch (IOException e) {
            throw notJson(field, text, e);
        }
    }

    /** Parses the one value of a text when it is JSON. */
    public static Optional<JsonValue> tryParse(String text) {
        try (var parser = LENIENT.createParser(text)) {
            return Optional.of(parseAll(parser));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the text is one JSON value by the letter of RFC 8259, and may be stored as it is. */
    public static boolean isStrict(String text) {
        try (var parser = STRICT.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Compact JSON. */
    public static String write(JsonValue value) {
        return write(value, false);
    }

    /** JSON for people: one member a line. */
    public static String writePretty(JsonValue value) {
        return write(value, true);
    }

    private static String write(JsonValue value, boolean pretty) {
        var out = new StringWriter();
        try (var generator = LENIENT.createGenerator(out)) {
            if (pretty) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter());
            }
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void write(JsonValue value, JsonGenerator out) throws IOException {
        switch (value) {
            case JsonText(var text) -> out.writeString(text);
            case JsonNumber(var literal) -> out.writeNumber(literal);
            case JsonBoolean(var flag) -> out.writeBoolean(flag);
            case JsonNull _ -> out.writeNull();
            case JsonArray(var elements) -> {
                out.writeStartArray();
                for (var element : elements) {
                    write(element, out);
                }
                out.writeEndArray();
            }
            case JsonObject(var members) -> {
                out.writeStartObject();
                for (var member : members.entrySet()) {
                    out.writeFieldName(member.getKey());
                    write(member.getValue(), out);
                }
                out.writeEndObject();
            }
        }
    }

    private static JsonValue parseAll(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new IOException("the text is empty");
        }
        var value = read(parser);
        if (parser.nextToken() != null) {
            throw new IOException("more follows after the value");
        }
        return value;
    }

    /** The value that begins at the parser's present token; the parser stands at its last token afterwards. */
    static JsonValue read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new JsonText(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> JsonValue.NULL;
            case START_ARRAY -> {
                List<JsonValue> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(read(parser));
                }
                yield new JsonArray(elements);
            }
            case START_OBJECT -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = parser.currentName();
                    parser.nextToken();
                    members.put(name, read(parser));
                }
                yield new JsonObject(members);
            }
            case null -> throw new IOException("the text ends within a value");
            default -> throw new IOException("unexpected token " + parser.currentToken());
        };
    }

    private static JsonValue number(JsonParser parser) throws IOException {
        var literal = parser.getText();
        char last = literal.charAt(literal.length() - 1);
        return Character.isDigit(last) ? new JsonNumber(literal) : new JsonText(literal);
    }

    static MemoryException notJson(String field, String shown, IOException fault) {
        return MemoryException.ofField(FailureKind.INVALID_ARGUMENT, field, shown, "JSON; " + reason(fault));
    }

    /** What is wrong and where, without the echo of the source that Jackson appends. */
    static String reason(IOException fault) {
        if (fault instanceof JsonProcessingException jackson) {
            var where = jackson.getLocation();
            var what = String.valueOf(jackson.getOriginalMessage());
            return where == null ? what : what + " at line " + where.getLineNr() + ", column " + where.getColumnNr();
        }
        return String.valueOf(fault.getMessage());
    }
}
