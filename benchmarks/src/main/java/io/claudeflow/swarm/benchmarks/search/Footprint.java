package io.claudeflow.swarm.benchmarks.search;

import io.claudeflow.swarm.benchmarks.json.JsonValue;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.process.JavaHeap;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.io.IOException;

/**
 * What the service holds at a moment.
 *
 * @param residentBytes in RAM, garbage included
 * @param collectedBytes in RAM after a collection was forced; the same as before when none could be
 * @param collected whether one was
 * @param vectorBytes of embeddings in memory, as the service tells it
 * @param fileBytes of the database, its log moved into it
 */
record Footprint(long residentBytes, long collectedBytes, boolean collected, long vectorBytes, long fileBytes) {
    static Footprint of(SwarmMemoryServer memory) throws IOException, PeerException, InterruptedException {
        long resident = memory.process().residentBytes();
        boolean collected = JavaHeap.collect(memory.process());
        long after = memory.process().residentBytes();
        try (MemoryApi api = memory.open()) {
            api.post("/admin/checkpoint", new byte[0]);
            JsonValue index = api.get("/v1/search/index");
            long file = MemoryApi.number(database(api.get("/v1/stats")), "sizeBytes");
            return new Footprint(resident, after, collected, MemoryApi.number(index, "cachedVectorBytes"), file);
        }
    }

    private static JsonValue database(JsonValue stats) throws PeerException {
        try {
            return stats.get("database");
        } catch (IOException e) {
            throw PeerException.refused("the figures say nothing of the database: " + stats, e);
        }
    }
}
