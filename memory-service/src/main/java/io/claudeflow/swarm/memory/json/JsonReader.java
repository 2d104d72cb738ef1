package io.claudeflow.swarm.memory.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Finds the parts of a JSON text (RFC 8259) without building anything from them. Refused: text that is not UTF-8, more
 * than one value, nesting deeper than {@value #MAX_DEPTH}, a member name that occurs twice in one object. Sizes are
 * bounded by whoever read the bytes.
 */
final class JsonReader {
    /** The name of a document that came as the whole body; its members are named without it. */
    static final String BODY = "body";

    static final int MAX_DEPTH = 512;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonReader() {}

    static JsonSlice document(String field, byte[] text) {
        Utf8.require(field, text);
        int start = skipMark(text);
        refuseOtherEncodings(field, text);
        try (var parser = FACTORY.createParser(text, start, text.length - start)) {
            var token = parser.nextToken();
            if (token == null) {
                throw MemoryException.invalid(field, "(empty)", "a JSON value");
            }
            var slice = slice(parser, field, text, start, token);
            if (parser.nextToken() != null) {
                throw MemoryException.invalid(field, "more after the value" + place(parser), "one JSON value");
            }
            return slice;
        } catch (StreamConstraintsException e) {
            throw MemoryException.limit(field, "deeper nesting", "at most " + MAX_DEPTH + " levels of nesting");
        } catch (JsonProcessingException e) {
            throw malformed(field, e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading an array cannot fail", e);
        }
    }

    static JsonObject members(JsonSlice object) {
        var members = new LinkedHashMap<String, JsonSlice>();
        var prefix = object.field().equals(BODY) ? "" : object.field() + ".";
        read(object, parser -> {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var name = parser.currentName();
                var token = parser.nextToken();
                members.put(name, slice(parser, prefix + name, object.text(), object.start(), token));
            }
        });
        return new JsonObject(object.field(), members);
    }

    static List<JsonSlice> elements(JsonSlice array) {
        var elements = new ArrayList<JsonSlice>();
        read(array, parser -> {
            for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                var field = array.field() + "[" + elements.size() + "]";
                elements.add(slice(parser, field, array.text(), array.start(), token));
            }
        });
        return elements;
    }

    static String string(JsonSlice string) {
        var holder = new StringBuilder();
        read(string, parser -> holder.append(parser.getText()));
        return holder.toString();
    }

    private interface Visitor {
        void visit(JsonParser parser) throws IOException;
    }

    /** Visits a slice of a text that was checked before. */
    private static void read(JsonSlice slice, Visitor visitor) {
        try (var parser = FACTORY.createParser(slice.text(), slice.start(), slice.end() - slice.start())) {
            parser.nextToken();
            visitor.visit(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("a checked text cannot fail", e);
        }
    }

    /** The value that begins with {@code token}; the parser ends at its last token. Offsets count from {@code base}. */
    private static JsonSlice slice(JsonParser parser, String field, byte[] text, int base, JsonToken token)
            throws IOException {
        int start = base + (int) parser.currentTokenLocation().getByteOffset();
        int quote = token == JsonToken.VALUE_STRING ? closingQuote(text, start) : -1;
        if (quote >= 0) {
            return new JsonSlice(field, text, start, quote + 1, JsonSlice.Type.STRING);
        }
        if (token.isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
        int end = base + (int) parser.currentLocation().getByteOffset();
        return new JsonSlice(field, text, start, end, type(token));
    }

    /** Where a string ends, or -1; the parser would hold its content in memory to tell, and checks it in passing. */
    private static int closingQuote(byte[] text, int start) {
        for (int i = start + 1; i < text.length; i++) {
            if (text[i] == '\\') {
                i++;
            } else if (text[i] == '"') {
                return i;
            }
        }
        return -1;
    }

    private static JsonSlice.Type type(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> JsonSlice.Type.OBJECT;
            case START_ARRAY -> JsonSlice.Type.ARRAY;
            case VALUE_STRING -> JsonSlice.Type.STRING;
            case VALUE_NUMBER_INT -> JsonSlice.Type.WHOLE_NUMBER;
            case VALUE_NUMBER_FLOAT -> JsonSlice.Type.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> JsonSlice.Type.BOOLEAN;
            default -> JsonSlice.Type.NULL;
        };
    }

    private static int skipMark(byte[] text) {
        boolean marked =
                text.length >= 3 && (text[0] & 0xff) == 0xef && (text[1] & 0xff) == 0xbb && (text[2] & 0xff) == 0xbf;
        return marked ? 3 : 0;
    }

    /** The parser would guess UTF-16 or UTF-32 from a zero among the first four bytes, which no JSON text has. */
    private static void refuseOtherEncodings(String field, byte[] text) {
        for (int i = 0; i < Math.min(4, text.length); i++) {
            if (text[i] == 0) {
                throw MemoryException.invalid(field, "a zero byte at position " + i, "JSON text in UTF-8");
            }
        }
    }

    private static MemoryException malformed(String field, JsonProcessingException e) {
        var location = e.getLocation();
        var where =
                location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
        return MemoryException.invalid(field, where + firstLine(e.getOriginalMessage()), "well-formed JSON");
    }

    private static String place(JsonParser parser) {
        var location = parser.currentTokenLocation();
        return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
