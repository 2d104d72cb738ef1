package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.sharedstate.Expectation;
import io.claudeflow.swarm.memory.sharedstate.SharedState;
import io.claudeflow.swarm.memory.sharedstate.SharedStateStore;

/** The operations of {@code SharedStateService}. */
final class SharedStateOperations {
    private final SharedStateStore states;

    private SharedStateOperations(SharedStateStore states) {
        this.states = states;
    }

    static void addTo(Handlers handlers, SharedStateStore states) {
        var operations = new SharedStateOperations(states);
        handlers.add("SharedStateService.Get", operations::get)
                .add("SharedStateService.Put", operations::put)
                .add("SharedStateService.Delete", operations::delete)
                .add("SharedStateService.List", operations::list);
    }

    private JsonWriter get(Arguments asked) {
        var key = asked.text("key");
        return json(states.get(asked.swarm(), key)
                .orElseThrow(
                        () -> MemoryException.ofField(FailureKind.NOT_FOUND, "key", key, "a key of the shared state")));
    }

    private JsonWriter put(Arguments asked) {
        return json(states.put(
                asked.swarm(),
                asked.text("key"),
                asked.json("value"),
                asked.optionalText("updatedBy"),
                expected(asked)));
    }

    private JsonWriter delete(Arguments asked) {
        return Answers.deleted(states.delete(asked.swarm(), asked.text("key"), expected(asked)));
    }

    private JsonWriter list(Arguments asked) {
        var page = states.list(asked.swarm(), asked.pattern("pattern"), asked.page());
        return Answers.page("states", page, SharedStateOperations::write);
    }

    private static Expectation expected(Arguments asked) {
        var version = asked.optionalWholeNumber("expectedVersion");
        var revision = asked.revision("expectedRevision");
        if (revision == null) {
            return Expectation.version(version.orElse(null));
        }
        if (version.isPresent()) {
            throw MemoryException.invalid("expectedRevision", revision, "either expectedVersion or expectedRevision");
        }
        return new Expectation.WrittenAt(revision);
    }

    private static JsonWriter json(SharedState state) {
        return Answers.object(state, SharedStateOperations::write);
    }

    private static void write(JsonWriter json, SharedState state) {
        json.name("key").string(state.key());
        json.name("value").raw(state.value());
        Answers.text(json, "updatedBy", state.updatedBy());
        json.name("createdAt").instant(state.createdAt());
        json.name("updatedAt").instant(state.updatedAt());
        json.name("version").number(state.version());
        json.name("revision").string(state.revision().toString());
    }
}
