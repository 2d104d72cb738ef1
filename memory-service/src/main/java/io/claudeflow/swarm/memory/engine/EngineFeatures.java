package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.agent.AgentQuota;
import io.claudeflow.swarm.memory.backup.BackupSettings;

/**
 * What the parts of an engine beside entries are told.
 *
 * @param knowledge events, messages, metrics and learning
 * @param agentQuota how much agents may remember
 * @param backups where backups lie and which are taken by themselves
 */
public record EngineFeatures(KnowledgeConfig knowledge, AgentQuota agentQuota, BackupSettings backups) {
    public static final EngineFeatures DEFAULT = new EngineFeatures(KnowledgeConfig.DEFAULT, AgentQuota.DEFAULT, BackupSettings.DEFAULT);
}
