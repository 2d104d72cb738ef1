package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.agent.AgentQuota;
import io.claudeflow.swarm.memory.backup.BackupSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of an engine beside entries are told.
 *
 * @param knowledge events, messages, metrics and learning
 * @param agentQuota how much agents may remember
 * @param backups where backups lie and which are taken by themselves
 * @param policyFile retention policies, followed while the engine runs; null for the shipped ones
 */
public record EngineFeatures(
        KnowledgeConfig knowledge,
        AgentQuota agentQuota,
        BackupSettings backups,
        @Nullable Path policyFile) {
    public static final EngineFeatures DEFAULT =
            new EngineFeatures(KnowledgeConfig.DEFAULT, AgentQuota.DEFAULT, BackupSettings.DEFAULT, null);

    public EngineFeatures withPolicyFile(@Nullable Path newPolicyFile) {
        return new EngineFeatures(knowledge, agentQuota, backups, newPolicyFile);
    }
}
