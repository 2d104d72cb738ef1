package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.agent.AgentMemory;
import io.claudeflow.swarm.memory.agent.AgentMemoryStore;
import io.claudeflow.swarm.memory.agent.AgentQuota;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;

/** The operations of {@code AgentMemoryService}. */
final class AgentMemoryOperations {
    private final AgentMemoryStore memories;

    private AgentMemoryOperations(AgentMemoryStore memories) {
        this.memories = memories;
    }

    static void addTo(Handlers handlers, AgentMemoryStore memories) {
        var operations = new AgentMemoryOperations(memories);
        handlers.add("AgentMemoryService.Put", operations::put)
                .add("AgentMemoryService.Get", operations::get)
                .add("AgentMemoryService.List", operations::list)
                .add("AgentMemoryService.Delete", operations::delete)
                .add("AgentMemoryService.DeleteSession", operations::deleteSession)
                .add("AgentMemoryService.GetUsage", operations::usage)
                .add("AgentMemoryService.GetSessionUsage", operations::sessionUsage);
    }

    private JsonWriter put(Arguments asked) {
        var stored = memories.put(
                asked.swarm(),
                asked.text("agent"),
                asked.text("key"),
                asked.json("value"),
                asked.optionalText("session"));
        var json = new JsonWriter(512 + stored.memory().value().length())
                .beginObject()
                .name("memory");
        write(json.beginObject(), stored.memory());
        write(json.endObject().name("agentUsage").beginObject(), stored.agent());
        json.endObject();
        var session = stored.session();
        if (session != null) {
            write(json.name("sessionUsage").beginObject(), session);
            json.endObject();
        }
        return json.endObject();
    }

    private JsonWriter get(Arguments asked) {
        var key = asked.text("key");
        var memory = memories.get(asked.swarm(), asked.text("agent"), key)
                .orElseThrow(() ->
                        MemoryException.ofField(FailureKind.NOT_FOUND, "key", key, "a key that the agent remembers"));
        return Answers.object(memory, AgentMemoryOperations::write);
    }

    private JsonWriter list(Arguments asked) {
        var page = memories.list(asked.swarm(), asked.text("agent"), asked.pattern("pattern"), asked.page());
        return Answers.page("memories", page, AgentMemoryOperations::write);
    }

    private JsonWriter delete(Arguments asked) {
        return Answers.deleted(memories.delete(asked.swarm(), asked.text("agent"), asked.text("key")));
    }

    private JsonWriter deleteSession(Arguments asked) {
        return Answers.deleted((long) memories.deleteSession(asked.swarm(), asked.text("session")));
    }

    private JsonWriter usage(Arguments asked) {
        return Answers.object(memories.usage(asked.swarm(), asked.text("agent")), AgentMemoryOperations::write);
    }

    private JsonWriter sessionUsage(Arguments asked) {
        return Answers.object(
                memories.sessionUsage(asked.swarm(), asked.text("session")), AgentMemoryOperations::write);
    }

    private static void write(JsonWriter json, AgentMemory memory) {
        json.name("agent").string(memory.agent());
        json.name("key").string(memory.key());
        json.name("value").raw(memory.value());
        Answers.text(json, "session", memory.session());
        json.name("createdAt").instant(memory.createdAt());
        json.name("updatedAt").instant(memory.updatedAt());
        json.name("version").number(memory.version());
        json.name("revision").string(memory.revision().toString());
    }

    private static void write(JsonWriter json, AgentQuota.Usage usage) {
        json.name("usedBytes").number(usage.usedBytes());
        json.name("limitBytes").number(usage.limitBytes());
        json.name("warning").bool(usage.warning());
    }
}
