package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.config.ServiceConfig;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every command is given by the program. */
record CommandContext(Map<String, String> environment, Clock clock, String version, ServiceRunner runner) {
    CommandContext {
        environment = Map.copyOf(environment);
    }

    /** A variable, or null when it is absent or empty. */
    @Nullable
    String variable(String name) {
        var value = environment.getOrDefault(name, "");
        return value.isEmpty() ? null : value;
    }

    /** The configuration with the options that stand for variables; null leaves a variable alone. */
    ServiceConfig config(@Nullable String database, @Nullable String swarm) {
        return config(database, swarm, null);
    }

    /** As above, with the file of settings. */
    ServiceConfig config(@Nullable String database, @Nullable String swarm, @Nullable String configFile) {
        return ServiceConfig.from(merged(database, swarm, configFile));
    }

    /** As {@link #config}, for a service that is about to start. */
    ServiceConfig serviceConfig(@Nullable String database, @Nullable String swarm, @Nullable String configFile) {
        return ServiceConfig.forService(merged(database, swarm, configFile), clock);
    }

    private Map<String, String> merged(@Nullable String database, @Nullable String swarm, @Nullable String configFile) {
        var merged = new HashMap<>(environment);
        if (database != null) {
            merged.put("DB_PATH", database);
        }
        if (swarm != null) {
            merged.put("SWARM_ID", swarm);
        }
        if (configFile != null) {
            merged.put("CONFIG_FILE", configFile);
        }
        return merged;
    }
}
