package io.claudeflow.swarm.memory.transfer;

import io.claudeflow.swarm.memory.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Where the lines of an export go. */
@FunctionalInterface
public interface Lines {
    /** Takes the next line, one JSON object without a line end; false when no more are wanted. */
    boolean take(JsonWriter line);

    /** Lines of a file. */
    static Lines into(OutputStream out) {
        return line -> {
            try {
                for (var part : line.toParts()) {
                    out.write(part);
                }
                out.write('\n');
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
