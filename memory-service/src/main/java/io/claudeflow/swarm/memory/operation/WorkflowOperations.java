package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.transaction.Transactions;
import io.claudeflow.swarm.memory.workflow.Workflow;
import io.claudeflow.swarm.memory.workflow.WorkflowStore;
import java.time.Duration;

/** The state of workflows. */
final class WorkflowOperations {
    private static final int FIVE_MINUTES = 300;
    private static final int YEAR = 365 * 24 * 3_600;

    private final WorkflowStore workflows;
    private final Transactions transactions;

    private WorkflowOperations(WorkflowStore workflows, Transactions transactions) {
        this.workflows = workflows;
        this.transactions = transactions;
    }

    static void addTo(Handlers handlers, WorkflowStore workflows, Transactions transactions) {
        var operations = new WorkflowOperations(workflows, transactions);
        handlers.add("WorkflowService.Save", operations::save)
                .add("WorkflowService.Get", operations::get)
                .add("WorkflowService.List", operations::list)
                .add("WorkflowService.Checkpoint", operations::checkpoint)
                .add("WorkflowService.Resume", operations::resume)
                .add("WorkflowService.ListInterrupted", operations::listInterrupted)
                .add("WorkflowService.Delete", operations::delete);
    }

    private JsonWriter save(Arguments arguments) {
        var id = arguments.text("id");
        var state = arguments.json("state");
        var type = arguments.optionalText("type");
        var status = arguments.choice("status", Workflow.Status.class);
        var saved = type != null && status != null
                ? workflows.save(arguments.swarm(), id, type, state, status)
                : transactions.run(state.length(), () -> {
                    var before = workflows.get(arguments.swarm(), id);
                    var newType = type == null ? before.map(Workflow::type).orElse(Workflow.DEFAULT_TYPE) : type;
                    var newStatus =
                            status == null ? before.map(Workflow::status).orElse(Workflow.Status.RUNNING) : status;
                    return workflows.save(arguments.swarm(), id, newType, state, newStatus);
                });
        return Answers.object(saved, WorkflowOperations::write);
    }

    private JsonWriter get(Arguments arguments) {
        var id = arguments.text("id");
        var workflow = workflows
                .get(arguments.swarm(), id)
                .orElseThrow(() -> MemoryException.ofField(FailureKind.NOT_FOUND, "id", id, "an existing workflow"));
        return Answers.object(workflow, WorkflowOperations::write);
    }

    private JsonWriter list(Arguments arguments) {
        return Answers.page(
                "workflows",
                workflows.list(arguments.swarm(), arguments.optionalText("type"), arguments.page()),
                WorkflowOperations::write);
    }

    private JsonWriter checkpoint(Arguments arguments) {
        var workflow = workflows.checkpoint(
                arguments.swarm(),
                arguments.text("id"),
                arguments.json("checkpoint"),
                arguments.optionalWholeNumber("version").orElse(null));
        return Answers.object(workflow, WorkflowOperations::write);
    }

    private JsonWriter resume(Arguments arguments) {
        var workflow = workflows.resume(arguments.swarm(), arguments.text("id"), arguments.wholeNumber("version"));
        return Answers.object(workflow, WorkflowOperations::write);
    }

    private JsonWriter listInterrupted(Arguments arguments) {
        var silence = Duration.ofSeconds(arguments.wholeNumber("silenceSeconds", FIVE_MINUTES, 0, YEAR));
        int limit = arguments.wholeNumber("limit", PageRequest.FIRST.limit(), 1, PageRequest.MAX_LIMIT);
        var json = new JsonWriter(1024).beginObject();
        Answers.objects(
                json, "workflows", workflows.interrupted(arguments.swarm(), silence, limit), WorkflowOperations::write);
        return json.endObject();
    }

    private JsonWriter delete(Arguments arguments) {
        return Answers.deleted(workflows.delete(arguments.swarm(), arguments.text("id")));
    }

    private static void write(JsonWriter json, Workflow workflow) {
        json.name("id").string(workflow.id());
        json.name("type").string(workflow.type());
        json.name("status").string(Answers.word(workflow.status()));
        json.name("state").raw(workflow.state());
        Answers.raw(json, "checkpoint", workflow.checkpoint());
        json.name("runs").number(workflow.runs());
        json.name("createdAt").instant(workflow.createdAt());
        json.name("updatedAt").instant(workflow.updatedAt());
        json.name("version").number(workflow.version());
        json.name("revision").string(workflow.revision().toString());
    }
}
