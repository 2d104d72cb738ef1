package io.claudeflow.swarm.memory.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents with Jackson's streaming parser; numbers keep every digit. Refused: nesting deeper than
 * {@value #MAX_DEPTH}, numbers longer than {@value #MAX_NUMBER_LENGTH} characters, exponents beyond ±
 * {@value #MAX_EXPONENT}, a member twice in one object, anything after the value. Thread-safe.
 */
public final class JacksonDocumentReader implements DocumentReader {
    static final int MAX_DEPTH = 200;
    static final int MAX_NUMBER_LENGTH = 1_000;
    static final int MAX_EXPONENT = 1_000;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public Document read(String field, String text) {
        try (var parser = json.createParser(text)) {
            var document = value(field, parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw MemoryException.invalid(field, text, "one JSON value" + position(parser));
            }
            return document;
        } catch (JsonProcessingException e) {
            var place = e.getLocation() == null
                    ? ""
                    : ", line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw MemoryException.invalid(field, text, "JSON (" + e.getOriginalMessage() + place + ")");
        } catch (IOException e) {
            throw new AssertionError("a string was read", e);
        }
    }

    private Document value(String field, JsonParser parser, @Nullable JsonToken token) throws IOException {
        return switch (token) {
            case null -> throw MemoryException.invalid(field, "(empty)", "a JSON value");
            case VALUE_NULL -> Document.Null.VALUE;
            case VALUE_TRUE -> Document.of(true);
            case VALUE_FALSE -> Document.of(false);
            case VALUE_STRING -> Document.of(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Document.of(number(field, parser));
            case START_ARRAY -> {
                var items = new ArrayList<Document>();
                for (var next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    items.add(value(field, parser, next));
                }
                yield new Document.Items(items);
            }
            case START_OBJECT -> {
                var members = new LinkedHashMap<String, Document>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = parser.currentName();
                    members.put(name, value(field, parser, parser.nextToken()));
                }
                yield new Document.Fields(members);
            }
            default -> throw MemoryException.invalid(field, token.name(), "JSON" + position(parser));
        };
    }

    private static BigDecimal number(String field, JsonParser parser) throws IOException {
        var number = new BigDecimal(parser.getText());
        if (Math.abs((long) number.precision() - number.scale()) > MAX_EXPONENT) {
            throw MemoryException.limit(
                    field, parser.getText(), "numbers between 1e-" + MAX_EXPONENT + " and 1e" + MAX_EXPONENT);
        }
        return number;
    }

    private static String position(JsonParser parser) {
        var location = parser.currentTokenLocation();
        return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
