package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.config.ServiceConfig;
import io.claudeflow.swarm.memory.contract.Contract;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands on a memory have in common: where it is, whose it is, how the answer looks. */
abstract class ClientCommand implements Callable<Integer> {
    /** How answers are written. */
    enum Output {
        /** For people. */
        TEXT,
        /** For programs: the JSON of the HTTP API. */
        JSON
    }

    @Option(names = "--server", paramLabel = "URL", description = "The service, such as http://host:8080.")
    private @Nullable String server;

    @Option(names = "--swarm", paramLabel = "ID", description = "The swarm; the service's own without it.")
    private @Nullable String swarm;

    @Option(names = "--db", paramLabel = "FILE", description = "The database file; DB_PATH without it.")
    private @Nullable String database;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text (default) or json.")
    private Output output = Output.TEXT;

    @Option(
            names = "--if-fence",
            paramLabel = "TOKEN",
            description = "Write only while the lock with this token, or KEY@TOKEN, is held.")
    private @Nullable String fence;

    private final CommandContext context;

    ClientCommand(CommandContext context) {
        this.context = context;
    }

    /** Does the work and returns the exit code. */
    abstract ExitCode work(MemoryAccess memory);

    /** The database file that the command line names, or null for the configured one. */
    @Nullable
    String database() {
        return database;
    }

    /** Runs an operation of the contract by name. */
    static byte[] call(MemoryAccess memory, String operation, JsonWriter request) {
        var rpc = Contract.load().rpc(operation).orElseThrow();
        return memory.call(rpc, JsonSlice.body(request.toBytes()).object());
    }

    /** Whether the command goes through a service. */
    boolean isServed() {
        return server != null
                || context.variable("SWARM_MEMORY_URL") != null
                || MemoryEngine.announcedUrl(databaseFile()).isPresent();
    }

    /** Whether neither a service nor a database is there. */
    boolean isNowhere() {
        return !isServed() && !Files.exists(databaseFile());
    }

    /** The swarm that the command line names, or null. */
    @Nullable
    String swarmOption() {
        return swarm;
    }

    ServiceConfig config() {
        return context.config(database(), swarm);
    }

    /** Whether the command may create a database that is not there. */
    boolean creates() {
        return false;
    }

    @Override
    public Integer call() {
        try (var memory = memory()) {
            return work(memory).code();
        }
    }

    /** The file that the command is about when no service is. */
    Path databaseFile() {
        return config().database();
    }

    Map<String, String> environment() {
        return context.environment();
    }

    Clock clock() {
        return context.clock();
    }

    boolean wantsJson() {
        return output == Output.JSON;
    }

    /** The swarm that is asked for; a service that was not told one takes its own. */
    String swarm() {
        var named = namedSwarm();
        return named == null ? "default" : named;
    }

    static PrintStream out() {
        return System.out;
    }

    /** Prints the answer as it is for programs; returns its members for people. */
    @Nullable
    JsonObject forPeople(byte[] answer) {
        if (wantsJson()) {
            out().write(answer, 0, answer.length);
            out().println();
            return null;
        }
        return JsonSlice.parse("answer", answer).object();
    }

    static String text(JsonObject object, String name) {
        var slice = object.required(name);
        return slice.type() == JsonSlice.Type.STRING ? slice.string() : slice.raw();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The service, or the file when no service has it. */
    MemoryAccess memory() {
        var address = server == null ? context.variable("SWARM_MEMORY_URL") : server;
        if (address == null) {
            var config = config();
            var announced = MemoryEngine.announcedUrl(config.database());
            if (announced.isEmpty()) {
                requireFile(config.database());
                return new LocalMemory(config.engine(), swarm(), fence, context.clock(), context.version());
            }
            address = announced.get();
        }
        return new RemoteMemory(address, namedSwarm(), fence);
    }

    private @Nullable String namedSwarm() {
        return swarm == null ? context.variable("SWARM_ID") : swarm;
    }

    private void requireFile(Path file) {
        if (!creates() && !Files.exists(file)) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "there is no database " + file
                            + " and no service (expected: --server, --db, or swarm-memory init first)");
        }
    }
}
