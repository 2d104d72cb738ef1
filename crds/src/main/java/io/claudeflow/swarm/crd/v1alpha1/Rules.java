package io.claudeflow.swarm.crd.v1alpha1;

/**
 * Validation rules in CEL, as the API server evaluates them, with their messages.
 *
 * <ul>
 *   <li>A rule that fails with an error refuses status updates too, so every optional field is looked at through
 *       {@code has()}, {@code ?} or behind {@code isQuantity}.
 *   <li>{@code string(…)} around a quantity, because {@code storageSize: 1073741824} arrives as a number.
 *   <li>Messages are built with {@code format}: the API server estimates the cost of {@code + string(number)} as
 *       unbounded and refuses the whole definition.
 *   <li>{@code namespace} is a reserved word of CEL and is written {@code __namespace__}.
 * </ul>
 */
final class Rules {
    static final String ENGINE_EXISTS = "self == 'sqlite'";
    static final String ENGINE_EXISTS_MESSAGE = "'type %s: no engine implements it (expected: sqlite)'.format([self])";

    static final String NAME_FITS =
            "self.metadata.name.matches('" + Patterns.DNS_1035 + "') && size(self.metadata.name) <= 40";
    static final String NAME_FITS_MESSAGE = "'metadata.name %s with %d characters does not fit (expected: at most 40"
            + " characters, lower case letters, digits and -, the first a letter, the last not -)'"
            + ".format([self.metadata.name, size(self.metadata.name)])";

    static final String STORE_NAME_FITS =
            "!self.spec.?memory.?enableMemoryStore.orValue(false) || size(self.metadata.name) <= 33";
    static final String STORE_NAME_FITS_MESSAGE = "'metadata.name %s with %d characters is too long for"
            + " spec.memory.enableMemoryStore (expected: at most 33 characters, because the store is named %s-memory)'"
            + ".format([self.metadata.name, size(self.metadata.name), self.metadata.name])";

    static final String UNCHANGED = "self == oldSelf";
    static final String PERSISTENCE_FIXED_MESSAGE =
            "'persistence is fixed at creation: %s -> %s'.format([oldSelf, self])";

    static final String STORAGE_GROWS = "!isQuantity(string(self)) || !isQuantity(string(oldSelf))"
            + " || quantity(string(self)).compareTo(quantity(string(oldSelf))) >= 0";
    static final String STORAGE_GROWS_MESSAGE =
            "'storageSize can only grow: %s -> %s'.format([string(oldSelf), string(self)])";

    static final String SWARM_ID_FIXED =
            "has(self.swarmId) == has(oldSelf.swarmId)" + " && (!has(self.swarmId) || self.swarmId == oldSelf.swarmId)";
    static final String SWARM_ID_FIXED_MESSAGE = "'swarmId is fixed at creation: %s -> %s'"
            + ".format([oldSelf.?swarmId.orValue('(unset)'), self.?swarmId.orValue('(unset)')])";

    static final String NAMESPACE_FIXED = "has(self.__namespace__) == has(oldSelf.__namespace__)"
            + " && (!has(self.__namespace__) || self.__namespace__ == oldSelf.__namespace__)";
    static final String NAMESPACE_FIXED_MESSAGE = "'namespace is fixed at creation: %s -> %s'"
            + ".format([oldSelf.?__namespace__.orValue('(unset)'), self.?__namespace__.orValue('(unset)')])";

    static final String STORAGE_CLASS_FIXED = "has(self.storageClass) == has(oldSelf.storageClass)"
            + " && (!has(self.storageClass) || self.storageClass == oldSelf.storageClass)";
    static final String STORAGE_CLASS_FIXED_MESSAGE = "'storageClass is fixed at creation: %s -> %s'"
            + ".format([oldSelf.?storageClass.orValue('(unset)'), self.?storageClass.orValue('(unset)')])";

    static final String VACUUM_FIXED = "self.?enableVacuum.orValue(true) == oldSelf.?enableVacuum.orValue(true)";
    static final String VACUUM_FIXED_MESSAGE = "'enableVacuum is fixed when the database file is created: %s -> %s'"
            + ".format([oldSelf.?enableVacuum.orValue(true), self.?enableVacuum.orValue(true)])";

    static final String LEGACY_CLAIM_NAMED =
            "!has(self.migrateFromLegacy) || !self.migrateFromLegacy || has(self.legacyDataPVC)";
    static final String LEGACY_CLAIM_NAMED_MESSAGE =
            "migrateFromLegacy: true needs legacyDataPVC (expected: the name of the claim with the old data)";

    static final String CPU_WITHIN_LIMIT = "!self.?requests.?cpu.hasValue() || !self.?limits.?cpu.hasValue()"
            + " || !isQuantity(string(self.requests.cpu)) || !isQuantity(string(self.limits.cpu))"
            + " || quantity(string(self.requests.cpu)).compareTo(quantity(string(self.limits.cpu))) <= 0";
    static final String CPU_WITHIN_LIMIT_MESSAGE =
            "'requests.cpu %s is more than limits.cpu %s (expected: at most the limit)'"
                    + ".format([string(self.requests.cpu), string(self.limits.cpu)])";

    static final String MEMORY_WITHIN_LIMIT = "!self.?requests.?memory.hasValue()"
            + " || !self.?limits.?memory.hasValue() || !isQuantity(string(self.requests.memory))"
            + " || !isQuantity(string(self.limits.memory))"
            + " || quantity(string(self.requests.memory)).compareTo(quantity(string(self.limits.memory))) <= 0";
    static final String MEMORY_WITHIN_LIMIT_MESSAGE =
            "'requests.memory %s is more than limits.memory %s (expected: at most the limit)'"
                    + ".format([string(self.requests.memory), string(self.limits.memory)])";

    static final String STORE_NEEDS_SQLITE =
            "!self.?enableMemoryStore.orValue(false) || self.?type.orValue('sqlite') == 'sqlite'";
    static final String STORE_NEEDS_SQLITE_MESSAGE = "'memory.type %s with enableMemoryStore: true: no memory store"
            + " implements it (expected: type sqlite, or enableMemoryStore: false)'"
            + ".format([self.?type.orValue('sqlite')])";

    /** True in an update that leaves the memory store switched on: only then something exists already. */
    private static final String STORE_STAYS =
            "self.?enableMemoryStore.orValue(false) && oldSelf.?enableMemoryStore.orValue(false)";

    static final String MEMORY_GROWS = "!(" + STORE_STAYS + ") || !has(self.size) || !has(oldSelf.size)"
            + " || !isQuantity(string(self.size)) || !isQuantity(string(oldSelf.size))"
            + " || quantity(string(self.size)).compareTo(quantity(string(oldSelf.size))) >= 0";
    static final String MEMORY_GROWS_MESSAGE =
            "'memory.size can only grow: %s -> %s'.format([string(oldSelf.size), string(self.size)])";

    static final String MEMORY_PERSISTENCE_FIXED =
            "!(" + STORE_STAYS + ") || self.?persistence.orValue(true) == oldSelf.?persistence.orValue(true)";
    static final String MEMORY_PERSISTENCE_FIXED_MESSAGE =
            "'memory.persistence is fixed while the memory store exists: %s -> %s'"
                    + ".format([oldSelf.?persistence.orValue(true), self.?persistence.orValue(true)])";

    static final String MEMORY_CLASS_FIXED = "!(" + STORE_STAYS + ")"
            + " || (has(self.sqliteConfig) && has(self.sqliteConfig.storageClass))"
            + " == (has(oldSelf.sqliteConfig) && has(oldSelf.sqliteConfig.storageClass))"
            + " && (!has(self.sqliteConfig) || !has(self.sqliteConfig.storageClass)"
            + " || self.sqliteConfig.storageClass == oldSelf.sqliteConfig.storageClass)";
    static final String MEMORY_CLASS_FIXED_MESSAGE =
            "'memory.sqliteConfig.storageClass is fixed while the memory store exists: %s -> %s'"
                    + ".format([oldSelf.?sqliteConfig.?storageClass.orValue('(unset)'),"
                    + " self.?sqliteConfig.?storageClass.orValue('(unset)')])";

    static final String MEMORY_VACUUM_FIXED = "!(" + STORE_STAYS
            + ") || self.?sqliteConfig.?enableVacuum.orValue(true)"
            + " == oldSelf.?sqliteConfig.?enableVacuum.orValue(true)";
    static final String MEMORY_VACUUM_FIXED_MESSAGE =
            "'memory.sqliteConfig.enableVacuum is fixed while the memory store exists: %s -> %s'"
                    + ".format([oldSelf.?sqliteConfig.?enableVacuum.orValue(true),"
                    + " self.?sqliteConfig.?enableVacuum.orValue(true)])";

    static final String AGENTS_ORDERED =
            "!has(self.minAgents) || !has(self.maxAgents) || self.minAgents <= self.maxAgents";
    static final String AGENTS_ORDERED_MESSAGE =
            "'minAgents %d is more than maxAgents %d (expected: at most maxAgents)'"
                    + ".format([self.minAgents, self.maxAgents])";

    static final String THRESHOLDS_ORDERED = "!has(self.scaleDownThreshold) || !has(self.scaleUpThreshold)"
            + " || self.scaleDownThreshold < self.scaleUpThreshold";
    static final String THRESHOLDS_ORDERED_MESSAGE =
            "'scaleDownThreshold %d is not below scaleUpThreshold %d (expected: less than scaleUpThreshold)'"
                    + ".format([self.scaleDownThreshold, self.scaleUpThreshold])";

    private Rules() {}
}
