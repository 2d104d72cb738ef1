package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.config.Durations;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.Preconditions;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.Envelope;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.Utf8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "store", description = "Stores a value under a key, replacing what was there.")
final class StoreCommand extends ClientCommand {
    /** What the value is. */
    enum Type {
        JSON,
        TEXT,
        BYTES
    }

    @Parameters(index = "0", paramLabel = "KEY", description = "1 to 1,024 bytes.")
    private String key = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VALUE",
            description = "The value; - reads standard input. JSON when it is valid JSON, text otherwise.")
    private @Nullable String value;

    @Option(names = "--file", paramLabel = "FILE", description = "Read the value from a file.")
    private @Nullable Path file;

    @Option(names = "--type", paramLabel = "TYPE", description = "json, text or bytes instead of guessing.")
    private @Nullable Type type;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "default without it.")
    private String namespace = EntryKey.DEFAULT_NAMESPACE;

    @Option(names = "--ttl", paramLabel = "TIME", description = "Seconds, or 30s, 5m, 6h, 7d; 0 is permanent.")
    private @Nullable String ttl;

    @Option(names = "--tag", paramLabel = "TAG", description = "May be repeated.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--metadata", paramLabel = "JSON", description = "A JSON object.")
    private String metadata = EntryOperation.Put.NO_METADATA;

    @Option(names = "--if-absent", description = "Only when there is no such entry; exit code 4 otherwise.")
    private boolean ifAbsent;

    @Option(names = "--if-match", paramLabel = "REVISION", description = "Only over this revision, such as 1-42.")
    private @Nullable String ifMatch;

    StoreCommand(CommandContext context) {
        super(context);
    }

    @Override
    boolean creates() {
        return true;
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var put = new EntryOperation.Put(
                new EntryKey(swarm(), namespace, key),
                typed(content()),
                ttl == null ? Ttl.BY_POLICY : parseTtl(ttl),
                Tags.of(tags),
                Envelope.metadata(JsonSlice.parse("metadata", utf8(metadata))),
                precondition());
        var answer = forPeople(memory.put(put));
        if (answer != null) {
            out().println((text(answer, "created").equals("true") ? "stored " : "replaced ")
                    + namespace + "/" + key + " (version " + text(answer, "version") + ", revision "
                    + text(answer, "revision") + ")");
        }
        return ExitCode.OK;
    }

    private byte[] content() {
        if ((value == null) == (file == null)) {
            throw new CommandFailure(ExitCode.USAGE, "value: one of VALUE, - and --file is expected");
        }
        try {
            if (file != null) {
                return Files.readAllBytes(file);
            }
            return "-".equals(value) ? System.in.readAllBytes() : utf8(value == null ? "" : value);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILURE, "value: " + file + " cannot be read: " + e.getMessage());
        }
    }

    private EntryValue typed(byte[] content) {
        if (type == null) {
            return guessed(content);
        }
        return switch (type) {
            case JSON ->
                EntryValue.of(
                        EntryValue.Encoding.JSON,
                        JsonSlice.parse("value", content).bytes());
            case TEXT -> EntryValue.of(EntryValue.Encoding.TEXT, Utf8.require("value", content));
            case BYTES -> EntryValue.bytes(content);
        };
    }

    private static EntryValue guessed(byte[] content) {
        if (Utf8.firstInvalid(content, 0, content.length) >= 0) {
            return EntryValue.bytes(content);
        }
        try {
            return EntryValue.of(
                    EntryValue.Encoding.JSON, JsonSlice.parse("value", content).bytes());
        } catch (MemoryException notJson) {
            return EntryValue.of(EntryValue.Encoding.TEXT, content);
        }
    }

    private static Ttl parseTtl(String text) {
        if (text.matches("\\d{1,18}")) {
            return Ttl.ofSeconds(Long.parseLong(text));
        }
        var duration = Durations.parse(text)
                .orElseThrow(() ->
                        MemoryException.invalid("ttl", text, "whole seconds, or a duration such as 30s, 5m, 6h or 7d"));
        return Ttl.ofSeconds(duration.toSeconds());
    }

    private Precondition precondition() {
        return Preconditions.of(
                "if-match",
                ifMatch == null ? List.of() : List.of(ifMatch),
                "if-absent",
                ifAbsent ? List.of(Preconditions.ANY) : List.of());
    }
}
