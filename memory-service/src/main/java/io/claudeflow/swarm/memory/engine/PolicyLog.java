package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.policy.Policies;
import io.claudeflow.swarm.memory.policy.PolicyFile;
import io.claudeflow.swarm.memory.policy.PolicyReader;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the log what became of the policy file. */
record PolicyLog(Path file) implements PolicyFile.Listener {
    private static final Logger log = LoggerFactory.getLogger(PolicyLog.class);

    @Override
    public void reloaded(Policies policies) {
        log.atInfo()
                .addKeyValue("file", file)
                .addKeyValue("policies", policies.all().size())
                .log("policies in force");
    }

    @Override
    public void rejected(List<PolicyReader.Problem> problems) {
        for (var problem : problems) {
            log.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("line", problem.line())
                    .log(problem.toString());
        }
    }
}
