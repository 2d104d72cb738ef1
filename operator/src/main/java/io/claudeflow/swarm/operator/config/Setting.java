package io.claudeflow.swarm.operator.config;

/**
 * Every environment variable of the operator: its default and what it accepts. The configuration reference in the
 * documentation is checked against this table.
 */
public enum Setting {
    OPERATOR_NAMESPACE("swarm-system", "namespace the operator runs in; its Lease lives there"),
    WATCH_NAMESPACES("", "namespaces to watch, separated by commas; empty or * watches all"),
    MEMORY_IMAGE("swarm-memory", "repository of the memory service's image, without tag"),
    MEMORY_IMAGE_PULL_POLICY("IfNotPresent", "Always, IfNotPresent or Never"),
    MEMORY_IMAGE_PULL_SECRETS("", "names of pull secrets for the memory pods, separated by commas"),
    LEADER_ELECTION("true", "true or false: whether a Lease decides which replica works"),
    LEASE_NAME("swarm-operator", "name of that Lease; operators for different namespaces need different ones"),
    POD_NAME("", "identity in the Lease; the host's name when empty"),
    MANAGEMENT_PORT("8080", "port of /livez, /readyz and /metrics, 0 to 65535; 0 takes a free one"),
    RECONCILE_THREADS("8", "reconciliations that run at once, 1 to 64"),
    MAX_RECONCILE_INTERVAL("5m", "longest time between two looks at an object, 10s to 24h"),
    STATS_INTERVAL("1m", "shortest time between two reads of a store's figures, 1s to 24h"),
    ENTRY_INTERVAL("5m", "time between two looks at a declared entry that is at rest, 10s to 24h"),
    TASK_INTERVAL("15s", "time between two looks at a task that is not over, 1s to 24h"),
    FINAL_BACKUP_TIMEOUT(
            "10m",
            "how long the last backup of a store that is deleted may take, 10s to 24h; then its claims are kept"),
    RUNBOOK_BASE("docs/runbooks/", "where docs/runbooks is published; messages about trouble link a page there"),
    LOG_LEVEL("info", "trace, debug, info, warn or error"),
    LOG_FORMAT("text", "text or json");

    private final String fallback;
    private final String meaning;

    Setting(String fallback, String meaning) {
        this.fallback = fallback;
        this.meaning = meaning;
    }

    /** The value used when the variable is absent or blank. */
    public String fallback() {
        return fallback;
    }

    /** What the variable sets and which values it accepts. */
    public String meaning() {
        return meaning;
    }
}
