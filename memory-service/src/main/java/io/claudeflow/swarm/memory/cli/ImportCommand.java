package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.transfer.ExportPieces;
import io.claudeflow.swarm.memory.transfer.ImportResult.LineError;
import io.claudeflow.swarm.memory.transfer.ImportRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads an export back, piece by piece. */
@Command(
        name = "import",
        description = {
            "Reads what swarm-memory export wrote. What is there with the same content is left alone, so it may be",
            "repeated. Exit code 1 when a line could not be imported or the file was cut off."
        })
final class ImportCommand extends ClientCommand {
    private static final int PIECE_BYTES = 1 << 20;
    private static final List<String> COUNTS =
            List.of("entries", "imported", "unchanged", "skipped", "expired", "failed");

    @Parameters(index = "0", paramLabel = "FILE", description = "The export; - reads standard input.")
    private String file = "";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "Where the entries go; each to its own namespace without it.")
    private @Nullable String namespace;

    @Option(
            names = "--conflict",
            paramLabel = "POLICY",
            description = "When something else is there under a key: skip (default), overwrite, or newer.")
    private ConflictPolicy conflict = ConflictPolicy.SKIP;

    @Option(names = "--dry-run", description = "Decide and count, write nothing.")
    private boolean dryRun;

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<LineError> errors = new ArrayList<>();

    ImportCommand(CommandContext context) {
        super(context);
    }

    @Override
    boolean creates() {
        return true;
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        COUNTS.forEach(name -> counts.put(name, 0L));
        try (var in = file.equals("-") ? System.in : open()) {
            var pieces = new ExportPieces(in, config().maxValueBytes(), PIECE_BYTES);
            for (var piece = pieces.next(); piece != null; piece = pieces.next()) {
                add(send(memory, piece), piece);
            }
            pieces.errors().forEach(this::add);
            counts.merge("entries", pieces.tooLong(), Long::sum);
            counts.merge("failed", pieces.tooLong(), Long::sum);
            print(pieces.complete());
            return pieces.complete() && counts.getOrDefault("failed", 0L) == 0 ? ExitCode.OK : ExitCode.FAILURE;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILURE, "the export cannot be read: " + e.getMessage());
        }
    }

    private InputStream open() throws IOException {
        var path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "file: " + file + " (expected: a file that is there)");
        }
        return Files.newInputStream(path);
    }

    private JsonObject send(MemoryAccess memory, ExportPieces.Piece piece) {
        var request = new JsonWriter(PIECE_BYTES).beginObject();
        request.name("lines").string(new String(piece.text(), StandardCharsets.UTF_8));
        if (namespace != null) {
            request.name("namespace").string(namespace);
        }
        request.name("onConflict").string(conflict.name().toLowerCase(Locale.ROOT));
        request.name("dryRun").bool(dryRun);
        return JsonSlice.parse("answer", call(memory, "TransferService.Import", request.endObject()))
                .object();
    }

    private void add(JsonObject answer, ExportPieces.Piece piece) {
        counts.replaceAll((name, count) -> count + answer.required(name).wholeNumber());
        for (var slice : answer.required("errors").elements()) {
            var error = slice.object();
            add(new LineError(
                    piece.place(error.required("line").wholeNumber()),
                    error.value("key").map(JsonSlice::string).orElse(null),
                    error.required("reason").string()));
        }
    }

    private void add(LineError error) {
        if (errors.size() < ImportRules.DEFAULT_MAX_ERRORS) {
            errors.add(error);
        }
    }

    private void print(boolean complete) {
        if (wantsJson()) {
            var json = new JsonWriter().beginObject();
            json.name("dryRun").bool(dryRun);
            counts.forEach((name, count) -> json.name(name).number(count));
            json.name("complete").bool(complete);
            json.name("errors").beginArray();
            for (var error : errors) {
                json.beginObject();
                json.name("line").number(error.line());
                json.name("key").string(error.key());
                json.name("reason").string(error.reason());
                json.endObject();
            }
            out().println(json.endArray().endObject());
            return;
        }
        if (dryRun) {
            out().println("Dry run: nothing was written.");
        }
        var parts = new ArrayList<String>();
        counts.forEach((name, count) -> parts.add(count + " " + name));
        out().println(String.join(", ", parts));
        for (var error : errors) {
            out().println((error.line() == 0 ? "" : "line " + error.line() + ": ")
                    + (error.key() == null ? "" : error.key() + ": ")
                    + error.reason());
        }
    }
}
