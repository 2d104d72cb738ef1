package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.json.JsonSlice;
import picocli.CommandLine.Command;

@Command(name = "check", description = "Checks the integrity of the database; exit code 1 when it is damaged.")
final class CheckCommand extends ClientCommand {
    CheckCommand(CommandContext context) {
        super(context);
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
