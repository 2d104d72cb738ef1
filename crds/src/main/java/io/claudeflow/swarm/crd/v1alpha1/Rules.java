package io.claudeflow.swarm.crd.v1alpha1;

/**
 * Validation rules in CEL, as the API server evaluates them, with their messages.
 *
 * <ul>
 *   <li>A rule that fails with an error refuses status updates too, so every optional field is looked at through
 *       {@code has()}, {@code ?} or behind {@code isQuantity}.
 *   <li>{@code string(…)} around a quantity, because {@code storageSize: 1073741824} arrives as a number.
 *   <li>Only functions of Kubernetes 1.28 are used ({@code format} is not one): a server takes into new definitions
 *       what the version before it knows already.
 *   <li>Messages are put together from texts with a maximum. A server estimates {@code string(number)} as endless and
 *       refuses a definition that adds anything to it; it may be the last argument of the last {@code replace}.
 *   <li>{@code namespace} is a reserved word of CEL and is written {@code __namespace__}.
 * </ul>
 */
final class Rules {
    static final String ENGINE_EXISTS = "self == 'sqlite'";
    static final String ENGINE_EXISTS_MESSAGE = "'type ' + self + ': no engine implements it (expected: sqlite)'";

    static final String NAME_FITS =
            "self.metadata.name.matches('" + Patterns.DNS_1035 + "') && size(self.metadata.name) <= 40";
    static final String NAME_FITS_MESSAGE =
            "'metadata.name ' + self.metadata.name + ' does not fit (expected: at most 40 characters, lower case letters,"
                    + " digits and -, the first a letter, the last not -)'";

    static final String STORE_NAME_FITS =
            "!self.spec.?memory.?enableMemoryStore.orValue(false) || size(self.metadata.name) <= 33";
    static final String STORE_NAME_FITS_MESSAGE =
            "'metadata.name ' + self.metadata.name + ' is too long for spec.memory.enableMemoryStore (expected: at most 33"
                    + " characters, because the store is named ' + self.metadata.name + '-memory)'";

    static final String UNCHANGED = "self == oldSelf";
    static final String PERSISTENCE_FIXED_MESSAGE =
            "'persistence is fixed at creation: ' + (oldSelf ? 'true' : 'false')"
                    + " + ' -> ' + (self ? 'true' : 'false')";

    static final String STORAGE_GROWS = "self.?storageShrink.orValue('Refuse') == 'Rebuild'"
            + " || !has(self.storageSize) || !has(oldSelf.storageSize)"
            + " || !isQuantity(string(self.storageSize)) || !isQuantity(string(oldSelf.storageSize))"
            + " || quantity(string(self.storageSize)).compareTo(quantity(string(oldSelf.storageSize))) >= 0";
    static final String STORAGE_GROWS_MESSAGE = "'storageSize can only grow: ' + string(oldSelf.storageSize)"
            + " + ' -> ' + string(self.storageSize) + ' (expected: more, or storageShrink: Rebuild)'";

    static final String SWARM_ID_FIXED =
            "has(self.swarmId) == has(oldSelf.swarmId)" + " && (!has(self.swarmId) || self.swarmId == oldSelf.swarmId)";
    static final String SWARM_ID_FIXED_MESSAGE = "'swarmId is fixed at creation: '"
            + " + (has(oldSelf.swarmId) ? oldSelf.swarmId : '(unset)')"
            + " + ' -> ' + (has(self.swarmId) ? self.swarmId : '(unset)')";

    static final String NAMESPACE_FIXED = "has(self.__namespace__) == has(oldSelf.__namespace__)"
            + " && (!has(self.__namespace__) || self.__namespace__ == oldSelf.__namespace__)";
    static final String NAMESPACE_FIXED_MESSAGE = "'namespace is fixed at creation: '"
            + " + (has(oldSelf.__namespace__) ? oldSelf.__namespace__ : '(unset)')"
            + " + ' -> ' + (has(self.__namespace__) ? self.__namespace__ : '(unset)')";

    static final String STORAGE_CLASS_FIXED = "has(self.storageClass) == has(oldSelf.storageClass)"
            + " && (!has(self.storageClass) || self.storageClass == oldSelf.storageClass)";
    static final String STORAGE_CLASS_FIXED_MESSAGE = "'storageClass is fixed at creation: '"
            + " + (has(oldSelf.storageClass) ? oldSelf.storageClass : '(unset)')"
            + " + ' -> ' + (has(self.storageClass) ? self.storageClass : '(unset)')";

    static final String VACUUM_FIXED = "self.?enableVacuum.orValue(true) == oldSelf.?enableVacuum.orValue(true)";
    static final String VACUUM_FIXED_MESSAGE = "'enableVacuum is fixed when the database file is created: '"
            + " + (oldSelf.?enableVacuum.orValue(true) ? 'true' : 'false')"
            + " + ' -> ' + (self.?enableVacuum.orValue(true) ? 'true' : 'false')";

    static final String LEGACY_CLAIM_NAMED =
            "!has(self.migrateFromLegacy) || !self.migrateFromLegacy || has(self.legacyDataPVC)";
    static final String LEGACY_CLAIM_NAMED_MESSAGE =
            "migrateFromLegacy: true needs legacyDataPVC (expected: the name of the claim with the old data)";

    static final String ONE_SCHEDULE = "!has(self.backupInterval) || !has(self.backupSchedule)";
    static final String ONE_SCHEDULE_MESSAGE =
            "backupSchedule and backupInterval are both set (expected: at most one of them)";

    private static final String MINUTE = "[0-5]?[0-9]";
    private static final String MINUTE_ELEMENT = "([*]|" + MINUTE + "(-" + MINUTE + ")?)(/[1-9][0-9]?)?";
    private static final String MINUTES = MINUTE_ELEMENT + "(," + MINUTE_ELEMENT + ")*";

    private static final String HOUR = "([01]?[0-9]|2[0-3])";
    private static final String HOUR_ELEMENT = "([*]|" + HOUR + "(-" + HOUR + ")?)(/[1-9][0-9]?)?";
    private static final String HOURS = HOUR_ELEMENT + "(," + HOUR_ELEMENT + ")*";

    private static final String DAY = "(0?[1-9]|[12][0-9]|3[01])";
    private static final String DAY_ELEMENT = "([*]|" + DAY + "(-" + DAY + ")?)(/[1-9][0-9]?)?";
    private static final String DAYS = DAY_ELEMENT + "(," + DAY_ELEMENT + ")*";

    private static final String MONTH = "(0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)";
    private static final String MONTH_ELEMENT = "([*]|" + MONTH + "(-" + MONTH + ")?)(/[1-9][0-9]?)?";
    private static final String MONTHS = MONTH_ELEMENT + "(," + MONTH_ELEMENT + ")*";

    private static final String WEEKDAY = "([0-7]|SUN|MON|TUE|WED|THU|FRI|SAT)";
    private static final String WEEKDAY_ELEMENT = "([*]|" + WEEKDAY + "(-" + WEEKDAY + ")?)(/[1-9][0-9]?)?";
    private static final String WEEKDAYS = WEEKDAY_ELEMENT + "(," + WEEKDAY_ELEMENT + ")*";

    /** Only the numbers are held to their ranges; a range that runs backwards is for the operator to report. */
    static final String CRON = "self.matches('^(?i)(@(hourly|daily|midnight|weekly|monthly|yearly|annually)|" + MINUTES
            + " " + HOURS + " " + DAYS + " " + MONTHS + " " + WEEKDAYS + ")$')";

    static final String CRON_MESSAGE = "'cron ' + (self == '' ? '(empty)' : self)"
            + " + ' is no accepted schedule (expected: "
            + "minute 0-59, hour 0-23, day of month 1-31, month 1-12 or JAN-DEC, day of week 0-7 or SUN-SAT, such as"
            + " 30 2 * * 1-5; or @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually)'";

    static final String BACKUP_NAMED = "has(self.name) != has(self.newestOf)";
    static final String BACKUP_NAMED_MESSAGE =
            "fromBackup needs name or newestOf (expected: one of them, the name of a backup or of a store)";

    static final String BOOTSTRAP_SOURCE = "has(self.fromBackup) != has(self.fromStore)";
    static final String BOOTSTRAP_SOURCE_MESSAGE = "bootstrap needs fromBackup or fromStore (expected: one of them)";

    static final String BOOTSTRAP_NEEDS_CLAIM = "!has(self.bootstrap) || self.?persistence.orValue(true)";
    static final String BOOTSTRAP_NEEDS_CLAIM_MESSAGE =
            "bootstrap with persistence: false (expected: persistence: true; there is no claim to fill)";

    static final String HIBERNATE_NEEDS_CLAIM = "!self.?hibernate.orValue(false) || self.?persistence.orValue(true)";
    static final String HIBERNATE_NEEDS_CLAIM_MESSAGE =
            "hibernate with persistence: false (expected: persistence: true; the data would end with the pod)";
    static final String MEMORY_HIBERNATE_NEEDS_CLAIM =
            "!self.?sqliteConfig.?hibernate.orValue(false) || self.?persistence.orValue(true)";

    /** Prefixes and names the operator or Kubernetes uses on the pod. */
    private static final String OWN_KEY =
            "(k.matches('^((.*[.])?kubernetes[.]io|swarm[.]claudeflow[.]io)/') || k == 'controller-revision-hash')";

    static final String OWN_LABELS = "self.all(k, !" + OWN_KEY + ")";
    static final String OWN_LABELS_MESSAGE =
            "labels hold one of swarm.claudeflow.io, of kubernetes.io or controller-revision-hash, which belong to the"
                    + " operator and to Kubernetes (expected: labels of your own)";

    private static final String OWN_NOTE =
            "k.startsWith('swarm.claudeflow.io/') || k == 'kubectl.kubernetes.io/default-container'";

    static final String OWN_ANNOTATIONS = "self.all(k, !(" + OWN_NOTE + "))";
    static final String OWN_ANNOTATIONS_MESSAGE =
            "annotations hold one of swarm.claudeflow.io or kubectl.kubernetes.io/default-container, which belong to the"
                    + " operator (expected: annotations of your own)";

    static final String OWN_VARIABLES = "!self.exists(v, v.name in ["
            + "'SWARM_ID', 'DB_PATH', 'CACHE_SIZE', 'CACHE_MEMORY_MB', 'GC_INTERVAL', "
            + "'COMPRESSION_THRESHOLD', 'COMPRESSION', 'ENABLE_WAL', 'ENABLE_VACUUM', 'MCP_MODE', "
            + "'HTTP_PORT', 'GRPC_PORT', 'METRICS_PORT', 'BACKUP_DIR', 'BACKUP_INTERVAL', "
            + "'BACKUP_RETENTION', 'POLICY_FILE', 'CONFIG_FILE', 'JAVA_MAX_HEAP', 'SYNCHRONOUS', "
            + "'MAX_VALUE_BYTES', 'MAX_REQUEST_BYTES', 'REQUEST_TIMEOUT', 'SHUTDOWN_TIMEOUT', "
            + "'READ_CONNECTIONS', 'WRITE_QUEUE', 'VECTOR_CACHE_MB', 'MAX_AGENT_MEMORY_MB', "
            + "'MAX_SESSION_MEMORY_MB', 'MEMORY_WARNING_THRESHOLD', 'ALLOW_NETWORK_FILESYSTEM', "
            + "'RAW_SQL', 'AUTO_CLEANUP', 'REDACT_SECRETS', 'EVENT_RETENTION', 'METRIC_RETENTION', "
            + "'OUTCOME_RETENTION', 'MESSAGE_TTL', 'LEARNING_MIN_OUTCOMES', "
            + "'LEARNING_MIN_CONFIDENCE', 'LEARNING_SUCCESS_THRESHOLD', 'ANALYTICS', "
            + "'ANALYTICS_RETENTION', 'SLOW_OPERATION_THRESHOLD', 'LOG_LEVEL', 'LOG_FORMAT', "
            + "'LOG_LEVELS', 'SWARM_MEMORY_DEBUG', 'SWARM_COORDINATION_DEBUG', 'BIND_ADDRESS'"
            + "])";
    static final String OWN_VARIABLES_MESSAGE =
            "env sets a variable of the operator or of the memory service (expected: other names; settings of the memory"
                    + " service are fields of spec and of spec.service)";

    static final String VARIABLE_SOURCE = "(has(self.value) ? 1 : 0) + (has(self.secretKeyRef) ? 1 : 0)"
            + " + (has(self.configMapKeyRef) ? 1 : 0) <= 1";
    static final String VARIABLE_SOURCE_MESSAGE =
            "a variable has more than one of value, secretKeyRef and configMapKeyRef (expected: at most one)";

    static final String BOOTSTRAP_FIXED =
            "!has(self.bootstrap) || (has(oldSelf.bootstrap)" + " && self.bootstrap == oldSelf.bootstrap)";
    static final String BOOTSTRAP_FIXED_MESSAGE = "bootstrap counts at creation and cannot be added or changed later"
            + " (expected: as it was, or removed; to replace the data of a store create a SwarmMemoryRestore)";

    static final String LONG_NAME_FITS =
            "self.metadata.name.matches('" + Patterns.DNS_LABEL + "') && size(self.metadata.name) <= 63";
    static final String LONG_NAME_FITS_MESSAGE =
            "'metadata.name ' + self.metadata.name + ' does not fit (expected: at most 63 characters, lower case"
                    + " letters, digits and -, the first and the last not -)'";

    static final String BACKUP_FIXED_MESSAGE =
            "a backup is fixed at creation (expected: no change of spec; create another SwarmMemoryBackup)";
    static final String RESTORE_FIXED_MESSAGE =
            "a restore is fixed at creation (expected: no change of spec; create another SwarmMemoryRestore)";

    static final String CLUSTER_OR_STORE = "has(self.clusterRef) != has(self.storeRef)";
    static final String CLUSTER_OR_STORE_MESSAGE =
            "an entry needs clusterRef or storeRef (expected: one of them, the name of a cluster or of a store)";
    static final String ENTRY_PLACE_FIXED = "has(self.clusterRef) == has(oldSelf.clusterRef)"
            + " && (!has(self.clusterRef) || self.clusterRef == oldSelf.clusterRef)"
            + " && has(self.storeRef) == has(oldSelf.storeRef)"
            + " && (!has(self.storeRef) || self.storeRef == oldSelf.storeRef) && self.key == oldSelf.key";
    static final String ENTRY_PLACE_FIXED_MESSAGE =
            "clusterRef, storeRef and key are fixed at creation (expected: as they were; create another SwarmMemory)";
    static final String NOT_ENCRYPTED = "!self";
    static final String NOT_ENCRYPTED_MESSAGE =
            "encryption: true: no store encrypts single entries (expected: false, and an encrypted volume)";

    static final String TASK_CLUSTER_OR_STORE = "has(self.swarmCluster) != has(self.storeRef)";
    static final String TASK_CLUSTER_OR_STORE_MESSAGE =
            "a task needs swarmCluster or storeRef (expected: one of them, the name of a cluster or of a store)";
    static final String TASK_PLACE_FIXED = "has(self.swarmCluster) == has(oldSelf.swarmCluster)"
            + " && (!has(self.swarmCluster) || self.swarmCluster == oldSelf.swarmCluster)"
            + " && has(self.storeRef) == has(oldSelf.storeRef)"
            + " && (!has(self.storeRef) || self.storeRef == oldSelf.storeRef)";
    static final String TASK_PLACE_FIXED_MESSAGE =
            "swarmCluster and storeRef are fixed at creation (expected: as they were; create another SwarmTask)";
    static final String SUBTASKS_FIXED = "has(self.subtasks) == has(oldSelf.subtasks)"
            + " && (!has(self.subtasks) || self.subtasks.map(s, s.name) == oldSelf.subtasks.map(s, s.name))";
    static final String SUBTASKS_FIXED_MESSAGE = "subtasks are neither added, removed nor moved after creation"
            + " (expected: the same names in the same order; create another SwarmTask)";
    static final String SUBTASKS_KNOWN = "!has(self.subtasks) || self.subtasks.all(s, !has(s.dependsOn)"
            + " || s.dependsOn.all(d, d != s.name && self.subtasks.exists(o, o.name == d)))";
    static final String SUBTASKS_KNOWN_MESSAGE =
            "dependsOn names no other subtask of this task (expected: names of its other subtasks)";
    static final String TASK_ENDED = "!(oldSelf.?phase.orValue('') in ['Completed', 'Cancelled'])"
            + " || self.?phase.orValue('') == oldSelf.phase";
    static final String TASK_ENDED_MESSAGE =
            "a task that is over stays so (expected: its phase as it was; create another SwarmTask)";

    /** Conditions are not compared with each other: a server takes that for too much work. */
    static final String BACKUP_ENDED = "!has(oldSelf.finishedAt) || has(self.finishedAt)"
            + " && self.finishedAt == oldSelf.finishedAt"
            + " && has(self.sha256) == has(oldSelf.sha256)"
            + " && (!has(self.sha256) || self.sha256 == oldSelf.sha256)"
            + " && has(self.conditions) && has(oldSelf.conditions)"
            + " && self.conditions.exists(c, c.type == 'Succeeded' && c.status == 'True')"
            + " == oldSelf.conditions.exists(c, c.type == 'Succeeded' && c.status == 'True')"
            + " && self.conditions.exists(c, c.type == 'Succeeded' && c.status == 'False')"
            + " == oldSelf.conditions.exists(c, c.type == 'Succeeded' && c.status == 'False')";

    static final String BACKUP_ENDED_MESSAGE = "a backup that has ended never changes (expected: its status as it was)";

    static final String RESTORE_ENDED =
            "oldSelf.?step.orValue('') != 'Finished' || self.?step.orValue('') == 'Finished'";
    static final String RESTORE_ENDED_MESSAGE =
            "a restore that has ended does not begin again (expected: step Finished; create another SwarmMemoryRestore)";

    static final String CPU_WITHIN_LIMIT = "!self.?requests.?cpu.hasValue() || !self.?limits.?cpu.hasValue()"
            + " || !isQuantity(string(self.requests.cpu)) || !isQuantity(string(self.limits.cpu))"
            + " || quantity(string(self.requests.cpu)).compareTo(quantity(string(self.limits.cpu))) <= 0";
    static final String CPU_WITHIN_LIMIT_MESSAGE =
            "'requests.cpu ' + string(self.requests.cpu) + ' is more than limits.cpu '"
                    + " + string(self.limits.cpu) + ' (expected: at most the limit)'";

    static final String MEMORY_WITHIN_LIMIT = "!self.?requests.?memory.hasValue()"
            + " || !self.?limits.?memory.hasValue() || !isQuantity(string(self.requests.memory))"
            + " || !isQuantity(string(self.limits.memory))"
            + " || quantity(string(self.requests.memory)).compareTo(quantity(string(self.limits.memory))) <= 0";
    static final String MEMORY_WITHIN_LIMIT_MESSAGE =
            "'requests.memory ' + string(self.requests.memory) + ' is more than limits.memory '"
                    + " + string(self.limits.memory) + ' (expected: at most the limit)'";

    static final String STORE_NEEDS_SQLITE =
            "!self.?enableMemoryStore.orValue(false) || self.?type.orValue('sqlite') == 'sqlite'";
    static final String STORE_NEEDS_SQLITE_MESSAGE = "'memory.type ' + (has(self.type) ? self.type : 'sqlite')"
            + " + ' with enableMemoryStore: true: no memory store implements it (expected: type sqlite, or"
            + " enableMemoryStore: false)'";

    /** True in an update that leaves the memory store switched on: only then something exists already. */
    private static final String STORE_STAYS =
            "self.?enableMemoryStore.orValue(false) && oldSelf.?enableMemoryStore.orValue(false)";

    static final String MEMORY_GROWS = "!(" + STORE_STAYS + ")"
            + " || self.?sqliteConfig.?storageShrink.orValue('Refuse') == 'Rebuild'"
            + " || !has(self.size) || !has(oldSelf.size)"
            + " || !isQuantity(string(self.size)) || !isQuantity(string(oldSelf.size))"
            + " || quantity(string(self.size)).compareTo(quantity(string(oldSelf.size))) >= 0";
    static final String MEMORY_GROWS_MESSAGE =
            "'memory.size can only grow: ' + string(oldSelf.size) + ' -> ' + string(self.size)"
                    + " + ' (expected: more, or sqliteConfig.storageShrink: Rebuild)'";

    static final String MEMORY_PERSISTENCE_FIXED =
            "!(" + STORE_STAYS + ") || self.?persistence.orValue(true) == oldSelf.?persistence.orValue(true)";
    static final String MEMORY_PERSISTENCE_FIXED_MESSAGE =
            "'memory.persistence is fixed while the memory store exists: '"
                    + " + (oldSelf.?persistence.orValue(true) ? 'true' : 'false')"
                    + " + ' -> ' + (self.?persistence.orValue(true) ? 'true' : 'false')";

    static final String MEMORY_CLASS_FIXED = "!(" + STORE_STAYS + ")"
            + " || (has(self.sqliteConfig) && has(self.sqliteConfig.storageClass))"
            + " == (has(oldSelf.sqliteConfig) && has(oldSelf.sqliteConfig.storageClass))"
            + " && (!has(self.sqliteConfig) || !has(self.sqliteConfig.storageClass)"
            + " || self.sqliteConfig.storageClass == oldSelf.sqliteConfig.storageClass)";
    static final String MEMORY_CLASS_FIXED_MESSAGE =
            "'memory.sqliteConfig.storageClass is fixed while the memory store exists: '"
                    + " + (has(oldSelf.sqliteConfig) && has(oldSelf.sqliteConfig.storageClass)"
                    + " ? oldSelf.sqliteConfig.storageClass : '(unset)') + ' -> '"
                    + " + (has(self.sqliteConfig) && has(self.sqliteConfig.storageClass)"
                    + " ? self.sqliteConfig.storageClass : '(unset)')";

    static final String MEMORY_VACUUM_FIXED = "!(" + STORE_STAYS
            + ") || self.?sqliteConfig.?enableVacuum.orValue(true)"
            + " == oldSelf.?sqliteConfig.?enableVacuum.orValue(true)";
    static final String MEMORY_VACUUM_FIXED_MESSAGE =
            "'memory.sqliteConfig.enableVacuum is fixed while the memory store exists: '"
                    + " + (oldSelf.?sqliteConfig.?enableVacuum.orValue(true) ? 'true' : 'false')"
                    + " + ' -> ' + (self.?sqliteConfig.?enableVacuum.orValue(true) ? 'true' : 'false')";

    static final String MEMORY_BOOTSTRAP_FIXED = "!(" + STORE_STAYS + ")"
            + " || !has(self.sqliteConfig) || !has(self.sqliteConfig.bootstrap)"
            + " || (has(oldSelf.sqliteConfig) && has(oldSelf.sqliteConfig.bootstrap)"
            + " && self.sqliteConfig.bootstrap == oldSelf.sqliteConfig.bootstrap)";
    static final String MEMORY_BOOTSTRAP_FIXED_MESSAGE =
            "memory.sqliteConfig.bootstrap counts when the memory store is created and cannot be added or changed while"
                    + " it exists (expected: as it was, or removed)";

    static final String AGENTS_ORDERED =
            "!has(self.minAgents) || !has(self.maxAgents) || self.minAgents <= self.maxAgents";
    static final String AGENTS_ORDERED_MESSAGE =
            "'minAgents % is more than maxAgents (expected: at most maxAgents)'.replace('%', string(self.minAgents))";

    static final String THRESHOLDS_ORDERED = "!has(self.scaleDownThreshold) || !has(self.scaleUpThreshold)"
            + " || self.scaleDownThreshold < self.scaleUpThreshold";
    static final String THRESHOLDS_ORDERED_MESSAGE =
            "'scaleDownThreshold % is not below scaleUpThreshold (expected: less than scaleUpThreshold)'"
                    + ".replace('%', string(self.scaleDownThreshold))";

    private Rules() {}
}
