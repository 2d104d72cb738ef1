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

    static final String STORAGE_GROWS = "!isQuantity(string(self)) || !isQuantity(string(oldSelf))"
            + " || quantity(string(self)).compareTo(quantity(string(oldSelf))) >= 0";
    static final String STORAGE_GROWS_MESSAGE =
            "'storageSize can only grow: ' + string(oldSelf) + ' -> ' + string(self)";

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

    static final String MEMORY_GROWS = "!(" + STORE_STAYS + ") || !has(self.size) || !has(oldSelf.size)"
            + " || !isQuantity(string(self.size)) || !isQuantity(string(oldSelf.size))"
            + " || quantity(string(self.size)).compareTo(quantity(string(oldSelf.size))) >= 0";
    static final String MEMORY_GROWS_MESSAGE =
            "'memory.size can only grow: ' + string(oldSelf.size) + ' -> ' + string(self.size)";

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
