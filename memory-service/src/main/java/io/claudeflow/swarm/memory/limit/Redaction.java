package io.claudeflow.swarm.memory.limit;

import io.claudeflow.swarm.memory.audit.SecretFinding;
import io.claudeflow.swarm.memory.audit.SecretScanner;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to likely secrets in what is to be stored. Values come in by two ways, and both ask here: entries,
 * whoever writes them ({@link RedactingEntryStore}), and the JSON values of all other operations of the contract. No
 * message ever holds a secret, only its kind and position. Thread-safe.
 */
public final class Redaction {
    private static final Logger log = LoggerFactory.getLogger(Redaction.class);

    private final Mode mode;
    private final DocumentReader reader;

    /** What happens to what seems to hold a secret. */
    public enum Mode {
        /** Nobody looks. */
        OFF,
        /** It is stored and a line is logged. */
        WARN,
        /** The write is refused. */
        REJECT,
        /** The secret is replaced by {@code [REDACTED:kind]}; the write is refused where that would break JSON. */
        MASK
    }

    /** @param reader tells whether masked JSON is still JSON */
    public Redaction(Mode mode, DocumentReader reader) {
        this.mode = mode;
        this.reader = reader;
    }

    public boolean isOff() {
        return mode == Mode.OFF;
    }

    /**
     * The text as it may be stored.
     *
     * @param field how the caller names it
     * @param target what it is to be part of, for the log
     * @param json whether it is JSON and has to stay it
     * @throws MemoryException INVALID_ARGUMENT when it may not be stored
     */
    public String clean(String field, String swarm, String target, String text, boolean json) {
        var found = isOff() ? List.<SecretFinding>of() : SecretScanner.scan(text);
        if (found.isEmpty()) {
            return text;
        }
        var what = found.stream().map(SecretFinding::toString).collect(Collectors.joining(", "));
        return switch (mode) {
            case OFF -> text;
            case WARN -> {
                log.atWarn()
                        .addKeyValue("swarm", swarm)
                        .addKeyValue("target", target)
                        .addKeyValue("field", field)
                        .addKeyValue("found", what)
                        .log("what was stored seems to hold a secret");
                yield text;
            }
            case REJECT ->
                throw MemoryException.invalid(
                        field, "(" + what + ")", "no secrets in the memory (REDACT_SECRETS=reject)");
            case MASK -> masked(field, what, text, json);
        };
    }

    private String masked(String field, String what, String text, boolean json) {
        var masked = SecretScanner.mask(text);
        if (json) {
            try {
                reader.read(field, masked);
            } catch (MemoryException e) {
                throw MemoryException.invalid(
                        field,
                        "(" + what + ")",
                        "secrets within strings, where they can be masked (REDACT_SECRETS=mask)");
            }
        }
        return masked;
    }
}
