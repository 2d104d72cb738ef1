package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.snapshot.Snapshot;
import io.claudeflow.swarm.memory.snapshot.Snapshots;

/** Snapshots of an agent or of the swarm. */
final class SnapshotOperations {
    private final EntryStore entries;

    private SnapshotOperations(EntryStore entries) {
        this.entries = entries;
    }

    static void addTo(Handlers handlers, Snapshots snapshots, EntryStore entries) {
        var operations = new SnapshotOperations(entries);
        handlers.add(
                "SnapshotService.TakeAgent",
                arguments -> operations.answer(arguments, snapshots.agent(arguments.swarm(), arguments.text("agent"))));
        handlers.add(
                "SnapshotService.TakeSwarm",
                arguments -> operations.answer(arguments, snapshots.swarm(arguments.swarm())));
    }

    private JsonWriter answer(Arguments arguments, Snapshot snapshot) {
        var content = snapshot.content().toJson();
        var json = new JsonWriter(content.length() + 256).beginObject();
        json.name("snapshotId").string(snapshot.id());
        json.name("createdAt").instant(snapshot.createdAt());
        json.name("revision").string(snapshot.revision().toString());
        if (arguments.flag("store")) {
            json.name("storedKey").string(store(arguments.swarm(), snapshot.id(), content));
        }
        return json.name("content").raw(content).endObject();
    }

    private String store(String swarm, String id, String content) {
        var key = "swarm-" + swarm + "/snapshots/" + id;
        entries.put(
                EntryOperation.Put.of(new EntryKey(swarm, EntryKey.DEFAULT_NAMESPACE, key), EntryValue.json(content))
                        .withTags(Tags.of("snapshot")));
        return key;
    }
}
