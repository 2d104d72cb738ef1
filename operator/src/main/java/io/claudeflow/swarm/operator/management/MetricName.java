package io.claudeflow.swarm.operator.management;

import java.util.List;

/** Every metric of the operator, as Prometheus sees it; those of the JVM are Micrometer's own. */
@SuppressWarnings("ImmutableEnumChecker") // the lists come from List.of
public enum MetricName {
    RECONCILE_DURATION(
            "swarm_operator_reconcile_duration_seconds",
            Type.HISTOGRAM,
            "Duration of passes over one object, by controller, operation (reconcile, cleanup) and result (ok, error).",
            "controller",
            "operation",
            "result"),
    RECONCILE_ERRORS(
            "swarm_operator_reconcile_errors_total",
            Type.COUNTER,
            "Passes that failed and are tried again, by controller and kind of error.",
            "controller",
            "error"),
    RECONCILES_RUNNING("swarm_operator_reconciles_running", Type.GAUGE, "Passes that are going on.", "controller"),
    QUEUE_DEPTH("swarm_operator_queue_depth", Type.GAUGE, "Objects that wait for a thread.", "controller"),
    QUEUE_WAIT(
            "swarm_operator_queue_wait_seconds",
            Type.HISTOGRAM,
            "How long an object waited for a thread, once it was its turn.",
            "controller"),
    EVENTS(
            "swarm_operator_events_received_total",
            Type.COUNTER,
            "Changes and timers that asked for a pass.",
            "controller"),
    API_REQUESTS(
            "swarm_operator_api_requests_total",
            Type.COUNTER,
            "Requests to the API server, by verb, resource and status code (none: no answer).",
            "verb",
            "resource",
            "code"),
    API_DURATION(
            "swarm_operator_api_request_duration_seconds",
            Type.HISTOGRAM,
            "Time until the API server's answer began, by verb and resource; watches are not measured.",
            "verb",
            "resource"),
    JOB_DURATION(
            "swarm_operator_job_duration_seconds",
            Type.HISTOGRAM,
            "Work on stores that has ended, by kind (backup, restore, ...) and result (good, failed).",
            "kind",
            "result"),
    LEADING("swarm_operator_leading", Type.GAUGE, "1 while this replica does the work."),
    BUILD_INFO("swarm_operator_build_info", Type.GAUGE, "1; the version is a label.", "version"),
    STORES("swarm_stores", Type.GAUGE, "Stores by phase.", "phase"),
    STORE_CONDITION(
            "swarm_store_condition",
            Type.GAUGE,
            "1 when a condition of a store is True, 0 when it is False or Unknown; one series per condition.",
            "namespace",
            "store",
            "condition",
            "reason"),
    BACKUP_AGE(
            "swarm_store_verified_backup_age_seconds",
            Type.GAUGE,
            "Time since the newest verified backup of a store; since the store was made if it never had one.",
            "namespace",
            "store"),
    BACKUP_TIMESTAMP(
            "swarm_store_verified_backup_timestamp_seconds",
            Type.GAUGE,
            "When the newest verified backup of a store was taken; 0 if it never had one.",
            "namespace",
            "store");

    /** The types of the text format that are in use. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private final String wireName;
    private final Type type;
    private final String help;
    private final List<String> labels;

    MetricName(String wireName, Type type, String help, String... labels) {
        this.wireName = wireName;
        this.type = type;
        this.help = help;
        this.labels = List.of(labels);
    }

    public String wireName() {
        return wireName;
    }

    public Type type() {
        return type;
    }

    public String help() {
        return help;
    }

    public List<String> labels() {
        return labels;
    }
}
