package io.claudeflow.swarm.operator.memoryentry;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.SeenEntry;
import io.claudeflow.swarm.operator.plan.Marks;
import java.util.Optional;

/** For which resource an entry was written, as its metadata says. */
final class Owner {
    private Owner() {}

    /** Namespace and name of the resource. */
    static Optional<String> resource(SeenEntry entry) {
        return mark(entry, Marks.RESOURCE);
    }

    /** Uid of the resource. */
    static Optional<String> uid(SeenEntry entry) {
        return mark(entry, Marks.UID);
    }

    private static Optional<String> mark(SeenEntry entry, String name) {
        return entry.content()
                .map(content -> content.metadata().path(name))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }
}
