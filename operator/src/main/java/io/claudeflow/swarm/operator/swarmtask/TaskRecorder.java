package io.claudeflow.swarm.operator.swarmtask;

import io.claudeflow.swarm.operator.memoryclient.MemoryContents;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Changed;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Got;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Place;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Refused;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Reply;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.SeenTask;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.TaskContent;
import io.claudeflow.swarm.operator.memoryclient.MemoryJson;
import io.claudeflow.swarm.operator.plan.Marks;
import io.claudeflow.swarm.operator.plan.TaskPlan;
import io.claudeflow.swarm.operator.plan.TaskPlan.Wish;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes the tasks of a plan into a memory; those that are there already are only brought up to date. */
final class TaskRecorder {
    private final MemoryContents contents;

    TaskRecorder(MemoryContents contents) {
        this.contents = contents;
    }

    /**
     * The tasks by id, in the order of the plan, or why one of them could not be recorded; those before it then are.
     *
     * @param uid of the resource; a task that names another one is not touched
     */
    Reply<Map<String, SeenTask>> record(Place place, TaskPlan plan, String uid) {
        var recorded = new LinkedHashMap<String, SeenTask>();
        for (var wish : plan.wishes()) {
            var reply = record(place, wish, uid).<Map<String, SeenTask>>then(seen -> {
                recorded.put(wish.id(), seen);
                return new Got<>(recorded);
            });
            if (!(reply instanceof Got<Map<String, SeenTask>>)) {
                return reply;
            }
        }
        return new Got<>(recorded);
    }

    private Reply<SeenTask> record(Place place, Wish wish, String uid) {
        var content = content(wish);
        var created = contents.create(place, content);
        return created instanceof Changed<SeenTask>(var message)
                ? contents.task(place, wish.id()).then(seen -> brought(place, content, uid, seen, message))
                : created;
    }

    private Reply<SeenTask> brought(
            Place place, TaskContent content, String uid, Optional<SeenTask> seen, String refusal) {
        if (seen.isEmpty()) {
            // Not the id was the matter.
            return new Refused<>(refusal);
        }
        var there = seen.get();
        if (!uid.equals(there.content().metadata().path(Marks.UID).asText())) {
            return new Changed<>("task " + content.id() + " exists and is not this resource's own");
        }
        return isOver(there) || there.content().equals(content) ? new Got<>(there) : contents.redefine(place, content);
    }

    static boolean isOver(SeenTask seen) {
        return seen.status().equals("completed") || seen.status().equals("cancelled");
    }

    private static TaskContent content(Wish wish) {
        return new TaskContent(
                wish.id(), wish.description(), wish.priority(), wish.dependencies(), MemoryJson.of(wish.metadata()));
    }
}
