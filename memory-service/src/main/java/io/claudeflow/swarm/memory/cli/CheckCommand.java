package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.engine.OfflineStore;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonSlice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "check", description = "Checks the integrity of the database; exit code 1 when it is damaged.")
final class CheckCommand extends ClientCommand {
    @Option(
            names = "--move-aside",
            description = "Moves a damaged database that no service has open, and its log, out of the way.")
    private boolean moveAside;

    CheckCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        try {
            int code = super.call();
            return code == ExitCode.FAILURE.code() && moveAside ? setAside() : code;
        } catch (MemoryException damaged) {
            if (!moveAside || damaged.kind() != FailureKind.CORRUPT) {
                throw damaged;
            }
            return setAside();
        }
    }

    private int setAside() {
        out().println("moved to " + OfflineStore.setAside(databaseFile(), clock()));
        return ExitCode.OK.code();
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var answer = memory.check();
        boolean ok = JsonSlice.parse("answer", answer).object().required("ok").bool();
        var report = forPeople(answer);
        if (report != null) {
            out().println(ok ? "ok" : "damaged");
            report.required("problems").strings().forEach(problem -> out().println("  " + problem));
        }
        return ok ? ExitCode.OK : ExitCode.FAILURE;
    }
}
