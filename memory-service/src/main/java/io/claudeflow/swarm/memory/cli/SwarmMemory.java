package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.config.InvalidConfigurationException;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
        name = "swarm-memory",
        description = "The shared memory of a swarm of agents: the service, and commands on its entries.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:wrong usage, argument or configuration",
            "3:no such entry or database",
            "4:a precondition does not hold",
            "5:the service is busy, stopping or cannot be reached"
        },
        footerHeading = "%nWhere commands work:%n",
        footer = {
            "  the service at --server or SWARM_MEMORY_URL, else the one that has the",
            "  database of --db or DB_PATH open, else the database file itself."
        })
public final class SwarmMemory implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    private SwarmMemory() {}

    @Override
    public void run() {
        var command = Objects.requireNonNull(spec, "picocli sets it").commandLine();
        throw new CommandLine.ParameterException(command, "a command is missing");
    }

    /** Runs one command line; standard output gets results, standard error gets everything else. */
    public static int run(
            String[] arguments, Map<String, String> environment, Clock clock, String version, ServiceRunner runner) {
        var context = new CommandContext(environment, clock, version, runner);
        var line = new CommandLine(new SwarmMemory())
                .addSubcommand(new ServeCommand(context))
                .addSubcommand(new InitCommand(context))
                .addSubcommand(new StoreCommand(context))
                .addSubcommand(new RetrieveCommand(context))
                .addSubcommand(new SearchCommand(context))
                .addSubcommand(new ListCommand(context))
                .addSubcommand(new DeleteCommand(context))
                .addSubcommand(new NamespacesCommand(context))
                .addSubcommand(new StatsCommand(context))
                .addSubcommand(new GcCommand(context))
                .addSubcommand(new VacuumCommand(context))
                .addSubcommand(new CheckCommand(context))
                .addSubcommand(new SqlCommand(context))
                .addSubcommand(new WatchCommand(context))
                .addSubcommand(new MigrateCommand(context))
                .addSubcommand(new BackupCommand(context))
                .addSubcommand(new BackupPullCommand(context))
                .addSubcommand(new BackupFileCommand(context))
                .addSubcommand(new BackupPruneCommand(context))
                .addSubcommand(new RestoreCommand(context))
                .addSubcommand(new ExportCommand(context))
                .addSubcommand(new ImportCommand(context))
                .addSubcommand(new TrainCommand(context));
        addOperations(line, context, arguments);
        line.getCommandSpec().version("swarm-memory " + version);
        line.getCommandSpec().mixinStandardHelpOptions(true);
        line.getSubcommands().values().forEach(subcommand -> withHelp(subcommand, version));
        line.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line.execute(arguments);
    }

    private static void withHelp(CommandLine command, String version) {
        var spec = command.getCommandSpec();
        if (spec.findOption("--version") == null) {
            spec.mixinStandardHelpOptions(true);
            spec.version("swarm-memory " + version);
        } else {
            // The operation has a field of this name, and the standard options come only together.
            spec.addOption(OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Show this help message and exit.")
                    .build());
        }
        command.getSubcommands().values().forEach(subcommand -> withHelp(subcommand, version));
    }

    /** The contract takes a moment to read, so the commands that do not need it go without. */
    private static void addOperations(CommandLine line, CommandContext context, String[] arguments) {
        if (arguments.length == 0 || !line.getSubcommands().containsKey(arguments[0])) {
            ContractCommand.groups(context).forEach(line::addSubcommand);
        }
    }

    private static int report(Exception failure, CommandLine command) throws Exception {
        return switch (failure) {
            case CommandFailure known -> {
                var problem = known.problem();
                boolean json =
                        problem != null && command.getCommand() instanceof ClientCommand client && client.wantsJson();
                say(
                        command,
                        json ? new String(problem, StandardCharsets.UTF_8) : "swarm-memory: " + known.getMessage());
                yield known.code().code();
            }
            case MemoryException known -> {
                say(command, "swarm-memory: " + known.getMessage());
                yield ExitCode.of(known.kind()).code();
            }
            case InvalidConfigurationException known -> {
                say(command, "swarm-memory: the configuration is wrong");
                known.mistakes().forEach(mistake -> say(command, "  " + mistake));
                yield ExitCode.USAGE.code();
            }
            default -> throw failure;
        };
    }

    private static void say(CommandLine command, String line) {
        command.getErr().println(line);
    }
}
