package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.legacy.EmbeddingTarget;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Embeddings of a memory, by the operations that everybody has; while it is busy, the import waits. */
record MemoryEmbeddings(MemoryAccess memory) implements EmbeddingTarget {
    @Override
    public boolean has(String namespace, String key) {
        try {
            var request = new JsonWriter().beginObject();
            PatientCalls.call(
                    memory,
                    "SearchService.GetEmbedding",
                    named(request, namespace, key).endObject());
            return true;
        } catch (MemoryException e) {
            if (e.kind() == FailureKind.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void put(List<New> embeddings) {
        var request = new JsonWriter(64 * 1024).beginObject().name("embeddings").beginArray();
        for (var embedding : embeddings) {
            named(request.beginObject(), embedding.namespace(), embedding.key())
                    .name("embeddingBytes")
                    .base64(bytes(embedding.vector()));
            if (embedding.describes() != null) {
                request.name("describes").string(embedding.describes().toString());
            }
            request.endObject();
        }
        PatientCalls.call(
                memory, "SearchService.PutEmbeddings", request.endArray().endObject());
    }

    private static JsonWriter named(JsonWriter request, String namespace, String key) {
        return request.name("namespace").string(namespace).name("key").string(key);
    }

    private static byte[] bytes(List<Float> vector) {
        var bytes = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        vector.forEach(bytes::putFloat);
        return bytes.array();
    }
}
