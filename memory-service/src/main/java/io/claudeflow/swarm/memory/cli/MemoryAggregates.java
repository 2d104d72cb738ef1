package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.agent.AgentSpec;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonMoment;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.legacy.AggregateTarget;
import io.claudeflow.swarm.memory.task.TaskSpec;
import io.claudeflow.swarm.memory.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Agents and tasks of a memory, by the operations that everybody has; while it is busy, the import waits. */
record MemoryAggregates(MemoryAccess memory) implements AggregateTarget {
    @Override
    public Optional<Stored> agent(String id) {
        return stored("AgentService.Get", id, "lastActive");
    }

    @Override
    public Optional<Stored> task(String id) {
        return stored("TaskService.Get", id, "updatedAt");
    }

    @Override
    public void register(AgentSpec agent) {
        var request = id(agent.id());
        request.name("type").string(agent.type());
        if (agent.name() != null) {
            request.name("name").string(agent.name());
        }
        request.name("capabilities").strings(agent.capabilities());
        request.name("state").string(agent.state());
        json(request, "metadata", agent.metadata());
        call("AgentService.Register", request.endObject());
    }

    @Override
    public void create(TaskSpec task, TaskStatus status, @Nullable String result) {
        var request = new JsonWriter(1024).beginObject().name("steps").beginArray();
        step(request, "TaskService.Create", task(task));
        if (status != TaskStatus.PENDING && status != TaskStatus.ASSIGNED) {
            var move = id(task.id());
            move.name("status").string(status.wireName());
            json(move, "result", result);
            step(request, "TaskService.UpdateStatus", move);
        }
        call("TransactionService.Execute", request.endArray().endObject());
    }

    private static void step(JsonWriter steps, String operation, JsonWriter arguments) {
        steps.beginObject().name("operation").string(operation);
        steps.name("arguments").raw(arguments.endObject().toBytes()).endObject();
    }

    @Override
    public void redefine(TaskSpec task) {
        call("TaskService.Put", task(task).endObject());
    }

    @Override
    public void setDependencies(String task, List<String> dependencies) {
        call(
                "TaskService.SetDependencies",
                id(task).name("dependencies").strings(dependencies).endObject());
    }

    private static JsonWriter task(TaskSpec task) {
        var request = id(task.id());
        request.name("description").string(task.description());
        request.name("priority").string(task.priority().wireName());
        if (task.assignedTo() != null) {
            request.name("assignedTo").string(task.assignedTo());
        }
        json(request, "metadata", task.metadata());
        return request;
    }

    private static JsonWriter id(String id) {
        return new JsonWriter(1024).beginObject().name("id").string(id);
    }

    private static void json(JsonWriter request, String name, @Nullable String json) {
        if (json != null) {
            request.name(name).raw(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Optional<Stored> stored(String operation, String id, String moment) {
        try {
            var answer = JsonSlice.parse("answer", call(operation, id(id).endObject()))
                    .object();
            return Optional.of(new Stored(
                    answer.value("metadata").map(JsonSlice::raw).orElse(null),
                    JsonMoment.read(answer.required(moment))));
        } catch (MemoryException e) {
            if (e.kind() == FailureKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private byte[] call(String operation, JsonWriter request) {
        return PatientCalls.call(memory, operation, request);
    }
}
