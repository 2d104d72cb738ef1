package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.ServiceOptions;
import io.claudeflow.swarm.crd.v1alpha1.WireEnum;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings of the memory service as its environment variables: only those that are set. Pure. */
final class ServiceVariables {
    private ServiceVariables() {}

    static SortedMap<String, String> of(@Nullable ServiceOptions options) {
        var variables = new TreeMap<String, String>();
        if (options != null) {
            fill(variables, options);
        }
        return variables;
    }

    private static void fill(Map<String, String> variables, ServiceOptions options) {
        word(variables, "SYNCHRONOUS", options.synchronous());
        put(variables, "MAX_VALUE_BYTES", options.maxValueBytes());
        put(variables, "MAX_REQUEST_BYTES", options.maxRequestBytes());
        put(variables, "REQUEST_TIMEOUT", options.requestTimeout());
        put(variables, "SHUTDOWN_TIMEOUT", options.shutdownTimeout());
        put(variables, "READ_CONNECTIONS", options.readConnections());
        put(variables, "WRITE_QUEUE", options.writeQueue());
        put(variables, "VECTOR_CACHE_MB", options.vectorCacheMB());
        put(variables, "MAX_AGENT_MEMORY_MB", options.maxAgentMemoryMB());
        put(variables, "MAX_SESSION_MEMORY_MB", options.maxSessionMemoryMB());
        put(variables, "MEMORY_WARNING_THRESHOLD", options.memoryWarningThreshold());
        put(variables, "ALLOW_NETWORK_FILESYSTEM", options.allowNetworkFilesystem());
        put(variables, "RAW_SQL", options.rawSql());
        put(variables, "AUTO_CLEANUP", options.autoCleanup());
        word(variables, "REDACT_SECRETS", options.redactSecrets());
        put(variables, "EVENT_RETENTION", options.eventRetention());
        put(variables, "METRIC_RETENTION", options.metricRetention());
        put(variables, "OUTCOME_RETENTION", options.outcomeRetention());
        put(variables, "MESSAGE_TTL", options.messageTtl());
        put(variables, "LEARNING_MIN_OUTCOMES", options.learningMinOutcomes());
        put(variables, "LEARNING_MIN_CONFIDENCE", options.learningMinConfidence());
        put(variables, "LEARNING_SUCCESS_THRESHOLD", options.learningSuccessThreshold());
        put(variables, "ANALYTICS", options.analytics());
        put(variables, "ANALYTICS_RETENTION", options.analyticsRetention());
        put(variables, "SLOW_OPERATION_THRESHOLD", options.slowOperationThreshold());
        word(variables, "LOG_LEVEL", options.logLevel());
        word(variables, "LOG_FORMAT", options.logFormat());
        put(variables, "LOG_LEVELS", options.logLevels());
        put(variables, "SWARM_MEMORY_DEBUG", options.memoryDebug());
        put(variables, "SWARM_COORDINATION_DEBUG", options.coordinationDebug());
        put(variables, "BIND_ADDRESS", options.bindAddress());
    }

    private static void put(Map<String, String> variables, String name, @Nullable Object value) {
        if (value != null) {
            variables.put(name, value.toString());
        }
    }

    /** A word of another version is left out: the service's default is better than a pod that does not start. */
    private static void word(Map<String, String> variables, String name, @Nullable WireEnum word) {
        if (word != null && !word.wire().equals("unknown")) {
            variables.put(name, word.wire());
        }
    }
}
