package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** The memory of a swarm. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = Rules.STORE_NEEDS_SQLITE,
        messageExpression = Rules.STORE_NEEDS_SQLITE_MESSAGE,
        fieldPath = ".type")
@ValidationRule(
        value = Rules.MEMORY_GROWS,
        messageExpression = Rules.MEMORY_GROWS_MESSAGE,
        fieldPath = ".size",
        reason = "FieldValueForbidden")
@ValidationRule(
        value = Rules.MEMORY_PERSISTENCE_FIXED,
        messageExpression = Rules.MEMORY_PERSISTENCE_FIXED_MESSAGE,
        fieldPath = ".persistence",
        reason = "FieldValueForbidden")
@ValidationRule(
        value = Rules.MEMORY_CLASS_FIXED,
        messageExpression = Rules.MEMORY_CLASS_FIXED_MESSAGE,
        fieldPath = ".sqliteConfig",
        reason = "FieldValueForbidden")
@ValidationRule(
        value = Rules.MEMORY_VACUUM_FIXED,
        messageExpression = Rules.MEMORY_VACUUM_FIXED_MESSAGE,
        fieldPath = ".sqliteConfig",
        reason = "FieldValueForbidden")
@ValidationRule(
        value = Rules.MEMORY_HIBERNATE_NEEDS_CLAIM,
        message = Rules.HIBERNATE_NEEDS_CLAIM_MESSAGE,
        fieldPath = ".sqliteConfig")
@ValidationRule(
        value = Rules.MEMORY_BOOTSTRAP_FIXED,
        message = Rules.MEMORY_BOOTSTRAP_FIXED_MESSAGE,
        fieldPath = ".sqliteConfig",
        reason = "FieldValueForbidden")
public record Memory(
        @Default("sqlite")
        @JsonPropertyDescription("The engine: sqlite, redis, hazelcast, etcd or memory. Only sqlite can be run as a "
                + "memory store. Default sqlite.")
        @Nullable
        MemoryType type,

        @AtLeast("16Mi")
        @JsonPropertyDescription("Size of the memory store's data claim, at least 16Mi; while the store exists it can "
                + "only grow. Default: the store's, 10Gi.")
        @Nullable
        Quantity size,

        @Default("true")
        @JsonPropertyDescription(
                "Keep the data in a claim. false keeps it in the pod: it ends with the pod. Default true.")
        @Nullable
        Boolean persistence,

        @JsonPropertyDescription("Run the memory: create the SwarmMemoryStore named after the cluster with -memory. "
                + "Switching it off removes that store under its own rules of deletion. Default: no.")
        @Nullable
        Boolean enableMemoryStore,

        @JsonPropertyDescription("Settings of that store. Only what is set here is applied to it.") @Nullable
        StoreSettings sqliteConfig,

        @Min(1)
        @Max(100)
        @JsonPropertyDescription("Copies of the data, 1 to 100. Accepted for other engines; a SQLite store has one.")
        @Nullable
        Integer replication,

        @JsonPropertyDescription(
                "Which cached entries are given up first: LRU, LFU or ARC. Accepted for other engines.")
        @Nullable
        CachePolicy cachePolicy,

        @JsonPropertyDescription("Compress large values. Accepted for other engines; for a SQLite store see "
                + "sqliteConfig.compression.")
        @Nullable
        Boolean compression) {}
