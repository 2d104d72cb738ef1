package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.contract.Contract;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes entries to a file as JSON lines. */
@Command(
        name = "export",
        description = {
            "Writes every live entry of a namespace, or of the swarm, as JSON lines: a header, one line for each entry,",
            "a last line with their number. swarm-memory import reads it."
        })
final class ExportCommand extends ClientCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The file to write; standard output without it. A file that is there is replaced.")
    private @Nullable Path file;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "One namespace; every namespace of the swarm without it.")
    private @Nullable String namespace;

    private byte[] last = new byte[0];
    private long lines;

    ExportCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var to = file;
        try {
            if (to == null) {
                write(memory, out());
            } else {
                var partial = to.resolveSibling("." + to.getFileName() + ".partial");
                try {
                    try (var output = new BufferedOutputStream(Files.newOutputStream(partial))) {
                        write(memory, output);
                    }
                    Files.move(partial, to, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(partial);
                }
                System.err.println(to + ": " + (lines - 2) + " entries");
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILURE, "the export cannot be written: " + e.getMessage());
        }
    }

    private void write(MemoryAccess memory, OutputStream output) throws IOException {
        var rpc = Contract.load().rpc("TransferService.Export").orElseThrow();
        var request = new JsonWriter().beginObject();
        if (namespace != null) {
            request.name("namespace").string(namespace);
        }
        try {
            memory.stream(rpc, JsonSlice.body(request.endObject().toBytes()).object(), line -> {
                try {
                    output.write(line);
                    output.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                last = line;
                lines++;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        output.flush();
        if (lines == 0 || JsonSlice.parse("line", last).object().value("end").isEmpty()) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "the export broke off; what was written is not whole");
        }
    }
}
