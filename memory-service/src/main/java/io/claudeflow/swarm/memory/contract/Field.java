package io.claudeflow.swarm.memory.contract;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One field of a request or an answer.
 *
 * @param name as JSON writes it, such as {@code assignedTo}
 * @param repeated a list of such values
 * @param optional may be left out
 * @param choices the words of {@link Type#CHOICE}, otherwise empty
 * @param shape what {@link Type#OBJECT} consists of, otherwise null
 * @param comment what the contract says of it
 */
public record Field(
        String name,
        Type type,
        boolean repeated,
        boolean optional,
        List<String> choices,
        @Nullable Supplier<Shape> shape,
        String comment) {
    /** What JSON has in the place of the field. */
    public enum Type {
        STRING("a string"),
        WHOLE_NUMBER("a whole number"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        /** One of {@link Field#choices}. */
        CHOICE("one of a few words"),
        /** A moment in UTC as RFC 3339 writes it. */
        INSTANT("a moment such as 2026-11-21T10:00:00Z"),
        /** A string of base64. */
        BYTES("a string of base64"),
        /** Any value. */
        JSON("any JSON value"),
        OBJECT("an object"),
        /** An object with string values under names of the caller's. */
        STRING_MAP("an object of strings");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /** What is expected, in the words of an error message. */
        public String words() {
            return words;
        }
    }

    /** The name of its option on the command line, such as {@code --assigned-to}. */
    public String option() {
        return "--" + ProtoNames.kebab(name);
    }

    public Field {
        choices = List.copyOf(choices);
    }
}
