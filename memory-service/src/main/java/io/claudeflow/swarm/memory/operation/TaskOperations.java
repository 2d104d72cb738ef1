package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.task.Priority;
import io.claudeflow.swarm.memory.task.StatusChange;
import io.claudeflow.swarm.memory.task.Task;
import io.claudeflow.swarm.memory.task.TaskLease;
import io.claudeflow.swarm.memory.task.TaskQuery;
import io.claudeflow.swarm.memory.task.TaskSpec;
import io.claudeflow.swarm.memory.task.TaskStatus;
import io.claudeflow.swarm.memory.task.TaskStore;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

/** The operations of {@code TaskService}. */
final class TaskOperations {
    private final TaskStore tasks;

    private TaskOperations(TaskStore tasks) {
        this.tasks = tasks;
    }

    static void addTo(Handlers handlers, TaskStore tasks) {
        var operations = new TaskOperations(tasks);
        handlers.add("TaskService.Create", operations::create)
                .add("TaskService.Put", operations::put)
                .add("TaskService.Get", operations::get)
                .add("TaskService.List", operations::list)
                .add("TaskService.Claim", operations::claim)
                .add("TaskService.ClaimById", operations::claimById)
                .add("TaskService.Renew", operations::renew)
                .add("TaskService.Release", operations::release)
                .add("TaskService.UpdateStatus", operations::updateStatus)
                .add("TaskService.ReportProgress", operations::reportProgress)
                .add("TaskService.Assign", operations::assign)
                .add("TaskService.SetDependencies", operations::setDependencies)
                .add("TaskService.Delete", operations::delete);
    }

    private JsonWriter create(Arguments asked) {
        var id = asked.optionalText("id");
        return json(tasks.create(
                asked.swarm(), spec(asked, id == null ? UUID.randomUUID().toString() : id)));
    }

    private JsonWriter put(Arguments asked) {
        return json(tasks.put(asked.swarm(), spec(asked, asked.text("id"))));
    }

    private static TaskSpec spec(Arguments asked, String id) {
        return new TaskSpec(
                id,
                asked.text("description"),
                Objects.requireNonNullElse(asked.choice("priority", Priority.class), Priority.MEDIUM),
                asked.optionalText("assignedTo"),
                asked.texts("dependencies"),
                asked.optionalObject("metadata"));
    }

    private JsonWriter get(Arguments asked) {
        var id = asked.text("id");
        return json(tasks.get(asked.swarm(), id).orElseThrow(() -> Task.unknown(id)));
    }

    private JsonWriter list(Arguments asked) {
        var query = new TaskQuery(
                asked.choice("status", TaskStatus.class),
                asked.optionalText("agent"),
                asked.choice("priority", Priority.class),
                asked.page());
        return Answers.page("tasks", tasks.list(asked.swarm(), query), TaskOperations::write);
    }

    private JsonWriter claim(Arguments asked) {
        var json = new JsonWriter(512).beginObject();
        tasks.claim(asked.swarm(), asked.text("agent"), lease(asked)).ifPresent(task -> {
            write(json.name("task").beginObject(), task);
            json.endObject();
        });
        return json.endObject();
    }

    private JsonWriter claimById(Arguments asked) {
        return json(tasks.claim(asked.swarm(), asked.text("id"), asked.text("agent"), lease(asked)));
    }

    private JsonWriter renew(Arguments asked) {
        return json(tasks.renew(asked.swarm(), asked.text("id"), fence(asked), lease(asked)));
    }

    private JsonWriter release(Arguments asked) {
        return json(tasks.release(asked.swarm(), asked.text("id"), fence(asked)));
    }

    private static Duration lease(Arguments asked) {
        int seconds = asked.wholeNumber(
                "leaseSeconds", (int) TaskLease.DEFAULT.toSeconds(), (int) TaskLease.MIN.toSeconds(), (int)
                        TaskLease.MAX.toSeconds());
        return Duration.ofSeconds(seconds);
    }

    private static Revision fence(Arguments asked) {
        return Revision.parse("fence", asked.text("fence"));
    }

    private JsonWriter updateStatus(Arguments asked) {
        var status = asked.choice("status", TaskStatus.class);
        if (status == null) {
            throw MemoryException.invalid("status", "(absent)", "a status");
        }
        var change = new StatusChange(status, asked.optionalJson("result"));
        return json(tasks.move(asked.swarm(), asked.text("id"), change, asked.revision("fence")));
    }

    private JsonWriter reportProgress(Arguments asked) {
        return json(tasks.progress(
                asked.swarm(),
                asked.text("id"),
                asked.json("progress"),
                asked.optionalText("agent"),
                asked.revision("fence")));
    }

    private JsonWriter assign(Arguments asked) {
        return json(tasks.assign(asked.swarm(), asked.text("id"), asked.optionalText("agent")));
    }

    private JsonWriter setDependencies(Arguments asked) {
        return json(tasks.setDependencies(asked.swarm(), asked.text("id"), asked.texts("dependencies")));
    }

    private JsonWriter delete(Arguments asked) {
        return Answers.deleted(tasks.delete(asked.swarm(), asked.text("id")));
    }

    private static JsonWriter json(Task task) {
        return Answers.object(task, TaskOperations::write);
    }

    private static void write(JsonWriter json, Task task) {
        var spec = task.spec();
        json.name("id").string(spec.id());
        json.name("description").string(spec.description());
        json.name("status").string(task.status().wireName());
        json.name("priority").string(spec.priority().wireName());
        Answers.text(json, "assignedTo", spec.assignedTo());
        json.name("dependencies").strings(spec.dependencies());
        Answers.raw(json, "metadata", spec.metadata());
        Answers.raw(json, "result", task.result());
        var progress = task.progress();
        if (progress != null) {
            json.name("progress").beginObject().name("data").raw(progress.data());
            Answers.text(json, "agent", progress.agent());
            json.name("at").instant(progress.at()).endObject();
        }
        json.name("createdAt").instant(task.createdAt());
        json.name("updatedAt").instant(task.updatedAt());
        Answers.instant(json, "completedAt", task.completedAt());
        json.name("attempts").number(task.attempts());
        var lease = task.lease();
        if (lease != null) {
            json.name("lease").beginObject().name("agent").string(lease.agent());
            json.name("fence").string(lease.fence().toString());
            json.name("expiresAt").instant(lease.expiresAt()).endObject();
        }
        json.name("version").number(task.version());
        json.name("revision").string(task.revision().toString());
    }
}
