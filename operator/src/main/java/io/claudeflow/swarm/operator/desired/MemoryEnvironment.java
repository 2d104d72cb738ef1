package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.StorePlan;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.LinkedHashMap;
import java.util.List;

/** The environment of both containers, in a fixed order: a list in another order would roll the pod. */
final class MemoryEnvironment {
    private MemoryEnvironment() {}

    static List<EnvVar> of(StorePlan plan) {
        var engine = plan.engine();
        var variables = new LinkedHashMap<String, String>();
        variables.put("SWARM_ID", plan.identity().swarm());
        variables.put("DB_PATH", MemoryVolumes.DATABASE);
        variables.put("CACHE_SIZE", String.valueOf(engine.cacheEntries()));
        variables.put("CACHE_MEMORY_MB", String.valueOf(engine.cacheMemoryMb()));
        variables.put("GC_INTERVAL", engine.gcInterval());
        variables.put("COMPRESSION_THRESHOLD", String.valueOf(engine.compressionThreshold()));
        variables.put("COMPRESSION", engine.compression());
        variables.put("ENABLE_WAL", String.valueOf(engine.wal()));
        variables.put("ENABLE_VACUUM", String.valueOf(engine.vacuum()));
        variables.put("MCP_MODE", String.valueOf(engine.mcp()));
        for (var port : Ports.values()) {
            variables.put(port.name() + "_PORT", String.valueOf(port.number()));
        }
        variables.put("JAVA_MAX_HEAP", plan.compute().heapMb() + "m");
        variables.putAll(plan.pod().settings());
        plan.pod()
                .policies()
                .ifPresent(file -> variables.put("POLICY_FILE", MemoryVolumes.POLICIES + "/" + file.key()));
        return variables.entrySet().stream()
                .map(variable -> new EnvVar(variable.getKey(), variable.getValue(), null))
                .toList();
    }
}
