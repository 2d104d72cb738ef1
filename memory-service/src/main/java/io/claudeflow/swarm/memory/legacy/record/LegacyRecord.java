package io.claudeflow.swarm.memory.legacy.record;

import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an earlier system remembered. Names are as the source had them, unchecked; times and values are
 * decoded. {@code document} is the whole original record as JSON with camelCase names, so that nothing is lost that has
 * no field of its own. Immutable.
 */
public sealed interface LegacyRecord {
    Origin origin();

    Lifecycle lifecycle();

    /** What a person would look for: the key of an entry, the id of anything else. */
    String name();

    /**
     * A value under a key.
     *
     * @param metadata the original metadata
     * @param embedding a vector that came with the entry, or null
     */
    record Entry(
            Origin origin,
            String namespace,
            String key,
            EntryValue value,
            List<String> tags,
            JsonObject metadata,
            @Nullable Embedding embedding,
            Lifecycle lifecycle)
            implements LegacyRecord {
        public Entry {
            tags = List.copyOf(tags);
        }

        public static Entry of(Origin origin, String namespace, String key, EntryValue value, Lifecycle lifecycle) {
            return new Entry(origin, namespace, key, value, List.of(), JsonValue.EMPTY, null, lifecycle);
        }

        public Entry tagged(List<String> newTags) {
            return new Entry(origin, namespace, key, value, newTags, metadata, embedding, lifecycle);
        }

        public Entry described(JsonObject newMetadata) {
            return new Entry(origin, namespace, key, value, tags, newMetadata, embedding, lifecycle);
        }

        public Entry withLifecycle(Lifecycle newLifecycle) {
            return new Entry(origin, namespace, key, value, tags, metadata, embedding, newLifecycle);
        }

        public Entry embedded(@Nullable Embedding newEmbedding) {
            return new Entry(origin, namespace, key, value, tags, metadata, newEmbedding, lifecycle);
        }

        @Override
        public String name() {
            return key;
        }
    }

    /** A member of a swarm. */
    record Agent(
            Origin origin,
            String id,
            @Nullable String swarmId,
            String type,
            @Nullable String status,
            List<String> capabilities,
            JsonObject document,
            Lifecycle lifecycle)
            implements LegacyRecord {
        public Agent {
            capabilities = List.copyOf(capabilities);
        }

        @Override
        public String name() {
            return id;
        }
    }

    /** A piece of work. */
    record Task(
            Origin origin,
            String id,
            @Nullable String swarmId,
            String description,
            @Nullable String status,
            @Nullable String priority,
            List<String> assignedTo,
            List<String> dependencies,
            JsonObject document,
            @Nullable Instant completedAt,
            Lifecycle lifecycle)
            implements LegacyRecord {
        public Task {
            assignedTo = List.copyOf(assignedTo);
            dependencies = List.copyOf(dependencies);
        }

        @Override
        public String name() {
            return id;
        }
    }

    /** Something learned. */
    record Pattern(
            Origin origin,
            String id,
            String type,
            JsonValue data,
            double confidence,
            long usageCount,
            double successRate,
            @Nullable Instant lastUsedAt,
            JsonObject document,
            Lifecycle lifecycle)
            implements LegacyRecord {
        /** The same with other times. */
        public Pattern with(Lifecycle newLifecycle) {
            return new Pattern(
                    origin, id, type, data, confidence, usageCount, successRate, lastUsedAt, document, newLifecycle);
        }

        @Override
        public String name() {
            return id;
        }
    }

    /** A decision taken together. */
    record Consensus(
            Origin origin,
            String id,
            @Nullable String swarmId,
            @Nullable String topic,
            @Nullable String status,
            JsonObject document,
            Lifecycle lifecycle)
            implements LegacyRecord {
        @Override
        public String name() {
            return id;
        }
    }

    /** A period of work. */
    record Session(Origin origin, String id, JsonObject document, Lifecycle lifecycle) implements LegacyRecord {
        @Override
        public String name() {
            return id;
        }
    }

    /** Something that happened. */
    record Event(Origin origin, String id, String type, String source, JsonObject document, Lifecycle lifecycle)
            implements LegacyRecord {
        @Override
        public String name() {
            return id;
        }
    }

    /**
     * Something an agent said.
     *
     * @param to the recipient, or null when it was said to all
     */
    record Message(
            Origin origin,
            String id,
            String from,
            @Nullable String to,
            @Nullable String type,
            JsonObject document,
            Lifecycle lifecycle)
            implements LegacyRecord {
        @Override
        public String name() {
            return id;
        }
    }

    /** A measurement. */
    record Metric(Origin origin, String id, String metric, double value, JsonObject document, Lifecycle lifecycle)
            implements LegacyRecord {
        @Override
        public String name() {
            return id;
        }
    }

    /** The progress of a workflow. */
    record Workflow(Origin origin, String id, String type, JsonObject document, Lifecycle lifecycle)
            implements LegacyRecord {
        @Override
        public String name() {
            return id;
        }
    }

    /** A swarm and its shape. */
    record Swarm(
            Origin origin,
            String id,
            @Nullable String topology,
            @Nullable String status,
            JsonObject document,
            Lifecycle lifecycle)
            implements LegacyRecord {
        @Override
        public String name() {
            return id;
        }
    }

    /**
     * A vector.
     *
     * @param model the model that made it, or null
     */
    record Embedding(@Nullable String model, List<Float> vector) {
        public Embedding {
            vector = List.copyOf(vector);
        }
    }
}
