package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.agent.AgentQuota;

/**
 * What the parts of an engine beside entries are told.
 *
 * @param knowledge events, messages, metrics and learning
 * @param agentQuota how much agents may remember
 */
public record EngineFeatures(KnowledgeConfig knowledge, AgentQuota agentQuota) {
    public static final EngineFeatures DEFAULT = new EngineFeatures(KnowledgeConfig.DEFAULT, AgentQuota.DEFAULT);
}
