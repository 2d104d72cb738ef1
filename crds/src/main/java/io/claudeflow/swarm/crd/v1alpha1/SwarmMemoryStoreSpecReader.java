package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a spec whose settings are fields of the spec itself. Jackson does this for records alone, but not through the
 * wrappers the Kubernetes client puts around every property.
 */
final class SwarmMemoryStoreSpecReader extends JsonDeserializer<SwarmMemoryStoreSpec> {
    @Override
    public SwarmMemoryStoreSpec deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode document = context.readTree(parser);
        return new SwarmMemoryStoreSpec(
                read(document, "type", MemoryType.class, context),
                read(document, "swarmId", String.class, context),
                read(document, "swarmClusterRef", String.class, context),
                read(document, "namespace", String.class, context),
                read(document, "storageSize", Quantity.class, context),
                read(document, "persistence", Boolean.class, context),
                context.readTreeAsValue(document, StoreSettings.class));
    }

    private static <T> @Nullable T read(JsonNode document, String field, Class<T> type, DeserializationContext context)
            throws IOException {
        var value = document.get(field);
        return value == null || value.isNull() ? null : context.readTreeAsValue(value, type);
    }
}
