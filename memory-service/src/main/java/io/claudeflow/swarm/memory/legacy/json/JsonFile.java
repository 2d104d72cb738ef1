package io.claudeflow.swarm.memory.legacy.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON file read from front to back, one element at a time: memory is bounded by the largest element, not by the
 * file. Not thread-safe.
 */
public final class JsonFile implements AutoCloseable {
    private final Path file;
    private final InputStream input;
    private final JsonParser parser;

    private JsonFile(Path file, InputStream input, JsonParser parser) {
        this.file = file;
        this.input = input;
        this.parser = parser;
    }

    /**
     * Opens a file and moves to its first token.
     *
     * @param maxTextLength the longest text accepted, in characters
     */
    public static JsonFile open(Path file, int maxTextLength) {
        try {
            var input = Files.newInputStream(file);
            var parser = Json.factory(maxTextLength).createParser(input);
            var opened = new JsonFile(file, input, parser);
            opened.next();
            return opened;
        } catch (IOException e) {
            throw MemoryException.of(FailureKind.NOT_FOUND, file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Handles one member or element; the callback consumes its value or leaves it to be skipped. */
    @FunctionalInterface
    public interface Visitor {
        void visit(String name, JsonFile at);
    }

    public boolean atObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    public boolean atArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** Reads the value that begins here. */
    public JsonValue read() {
        try {
            return Json.read(parser);
        } catch (IOException e) {
            throw invalid(e);
        }
    }

    /** Visits the members of the object that begins here, in order. */
    public void members(Visitor visitor) {
        while (next() == JsonToken.FIELD_NAME) {
            String name;
            try {
                name = parser.currentName();
            } catch (IOException e) {
                throw invalid(e);
            }
            visit(name, visitor);
        }
    }

    /** Visits the elements of the array that begins here; their names are {@code 0}, {@code 1} and so on. */
    public void elements(Visitor visitor) {
        for (long i = 0; next() != JsonToken.END_ARRAY; i++) {
            visitHere(Long.toString(i), visitor);
        }
    }

    /** The members of the object that begins here whose values are neither objects nor arrays; the rest is skipped. */
    public JsonObject scalars() {
        Map<String, JsonValue> found = new LinkedHashMap<>();
        members((name, at) -> {
            if (!at.atObject() && !at.atArray()) {
                found.put(name, at.read());
            }
        });
        return new JsonObject(found);
    }

    /** Reads on to the end of the file, so that what follows the value is found too. */
    public void expectEnd() {
        if (next() != null) {
            throw MemoryException.ofField(
                    FailureKind.CORRUPT, "file", file.toString(), "nothing after the JSON value; " + place());
        }
    }

    private void visit(String name, Visitor visitor) {
        next();
        visitHere(name, visitor);
    }

    private void visitHere(String name, Visitor visitor) {
        visitor.visit(name, this);
        if (atObject() || atArray()) {
            skip();
        }
    }

    private void skip() {
        try {
            parser.skipChildren();
        } catch (IOException e) {
            throw invalid(e);
        }
    }

    private @Nullable JsonToken next() {
        try {
            return parser.nextToken();
        } catch (IOException e) {
            throw invalid(e);
        }
    }

    private String place() {
        var at = parser.currentTokenLocation();
        return "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private MemoryException invalid(IOException fault) {
        return MemoryException.ofField(
                FailureKind.CORRUPT, "file", file.getFileName(), "valid JSON; " + Json.reason(fault));
    }

    @Override
    public void close() {
        try {
            parser.close();
            input.close();
        } catch (IOException e) {
            throw invalid(e);
        }
    }
}
