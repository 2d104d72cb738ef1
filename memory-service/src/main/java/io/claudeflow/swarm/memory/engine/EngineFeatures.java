package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.agent.AgentQuota;
import io.claudeflow.swarm.memory.backup.BackupSettings;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.limit.Redaction;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of an engine beside entries are told.
 *
 * @param knowledge events, messages, metrics and learning
 * @param agentQuota how much agents may remember
 * @param backups where backups lie and which are taken by themselves
 * @param insight how the engine watches itself
 * @param vectorCacheBytes memory that embeddings may take; 0 reads them from the file for each search
 * @param policyFile retention policies, followed while the engine runs; null for the shipped ones
 * @param rawSql whether administrators may ask in SQL
 * @param redaction what happens to likely secrets in what is to be stored
 */
public record EngineFeatures(
        KnowledgeConfig knowledge,
        AgentQuota agentQuota,
        BackupSettings backups,
        InsightConfig insight,
        long vectorCacheBytes,
        @Nullable Path policyFile,

        boolean rawSql,
        Redaction.Mode redaction) {
    public static final EngineFeatures DEFAULT = new EngineFeatures(
            KnowledgeConfig.DEFAULT,
            AgentQuota.DEFAULT,
            BackupSettings.DEFAULT,
            InsightConfig.DEFAULT,
            64L << 20,
            null,
            true,
            Redaction.Mode.OFF);

    public EngineFeatures {
        if (vectorCacheBytes < 0) {
            throw MemoryException.invalid("VECTOR_CACHE_MB", vectorCacheBytes, "0 or more");
        }
    }

    public EngineFeatures withPolicyFile(@Nullable Path newPolicyFile) {
        return new EngineFeatures(
                knowledge, agentQuota, backups, insight, vectorCacheBytes, newPolicyFile, rawSql, redaction);
    }

    public EngineFeatures withRedaction(Redaction.Mode newRedaction) {
        return new EngineFeatures(
                knowledge, agentQuota, backups, insight, vectorCacheBytes, policyFile, rawSql, newRedaction);
    }
}
