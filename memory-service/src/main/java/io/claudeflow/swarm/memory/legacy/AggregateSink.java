package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.ImportDecision.Present;
import io.claudeflow.swarm.memory.legacy.SinkOutcome.Result;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Agent;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes agents and tasks to their stores, one by one; everything else goes to the sink of entries. The mark of the
 * import lies in their metadata, beside the whole original record. Used by one thread.
 */
public final class AggregateSink implements LegacySink {
    private final LegacySink entries;
    private final AggregateTarget target;
    private final Map<String, ImportMark> dryWrites = new HashMap<>();
    private final Map<String, List<String>> dependencies = new LinkedHashMap<>();

    /**
     * A sink.
     *
     * @param entries for what is neither an agent nor a task
     */
    public AggregateSink(LegacySink entries, AggregateTarget target) {
        this.entries = entries;
        this.target = target;
    }

    @Override
    public List<SinkOutcome> write(List<LegacyRecord> records, ConflictPolicy policy, boolean dryRun) {
        var others = records.stream()
                .filter(record -> !(record instanceof Agent || record instanceof Task))
                .toList();
        var outcomes = others.isEmpty()
                ? List.<SinkOutcome>of().iterator()
                : entries.write(others, policy, dryRun).iterator();
        List<SinkOutcome> all = new ArrayList<>();
        for (var record : records) {
            all.add(
                    switch (record) {
                        case Agent agent -> guarded(() -> write(agent, policy, dryRun));
                        case Task task -> guarded(() -> write(task, policy, dryRun));
                        default -> outcomes.next();
                    });
        }
        return all;
    }

    private interface Write {
        SinkOutcome outcome();
    }

    private static SinkOutcome guarded(Write write) {
        try {
            return write.outcome();
        } catch (MemoryException e) {
            return SinkOutcome.failed(e);
        }
    }

    private SinkOutcome write(Agent agent, ConflictPolicy policy, boolean dryRun) {
        var mark = ImportMark.of(ConventionalEntries.of(agent));
        var decision = decide("agent " + agent.id(), () -> target.agent(agent.id()), mark, policy);
        if (decision.result() != Result.IMPORTED) {
            return decision;
        }
        var mapped = LegacyAggregates.agent(agent, mark);
        if (dryRun) {
            dryWrites.put("agent " + agent.id(), mark);
        } else {
            target.register(mapped.spec());
        }
        return SinkOutcome.of(Result.IMPORTED, mapped.note());
    }

    private SinkOutcome write(Task task, ConflictPolicy policy, boolean dryRun) {
        var mark = ImportMark.of(ConventionalEntries.of(task));
        var mapped = LegacyAggregates.task(task, mark);
        var found = target.task(task.id());
        var decision = decide("task " + task.id(), () -> found, mark, policy);
        boolean ours = decision.result() == Result.IMPORTED || decision.result() == Result.UNCHANGED;
        if (ours && !mapped.dependencies().isEmpty() && !dryRun) {
            dependencies.put(task.id(), mapped.dependencies());
        }
        if (decision.result() != Result.IMPORTED) {
            return decision;
        }
        if (dryRun) {
            dryWrites.put("task " + task.id(), mark);
        } else if (found.isPresent()) {
            target.redefine(mapped.spec());
        } else {
            target.create(mapped.spec(), mapped.status(), mapped.result());
        }
        return SinkOutcome.of(Result.IMPORTED, mapped.note());
    }

    private interface Look {
        Optional<AggregateTarget.Stored> found();
    }

    private SinkOutcome decide(String what, Look look, ImportMark mark, ConflictPolicy policy) {
        var planned = dryWrites.get(what);
        var present = planned == null
                ? look.found().map(AggregateSink::present).orElse(null)
                : new Present(planned, false, planned.writtenAt());
        return ImportDecision.decide(present, mark, policy);
    }

    private static Present present(AggregateTarget.Stored stored) {
        var mark = stored.metadata() == null ? null : ImportMark.in(stored.metadata());
        return new Present(mark, false, mark == null ? stored.changedAt() : mark.writtenAt());
    }

    /** A task may come before the one it waits for; at the end of a table all of them are there. */
    @Override
    public List<String> endOfTable() {
        List<String> notes = new ArrayList<>(entries.endOfTable());
        for (var waiting : dependencies.entrySet()) {
            note(notes, waiting.getKey(), waiting.getValue());
        }
        dependencies.clear();
        return notes;
    }

    private void note(List<String> notes, String task, List<String> wanted) {
        var known = wanted.stream()
                .filter(dependency -> target.task(dependency).isPresent())
                .toList();
        if (known.size() < wanted.size()) {
            notes.add("dependencies on tasks that are not there were left out");
        }
        var problem = known.isEmpty() ? null : problem(task, known);
        if (problem != null) {
            notes.add(problem);
        }
    }

    private @Nullable String problem(String task, List<String> dependencies) {
        try {
            target.setDependencies(task, dependencies);
            return null;
        } catch (MemoryException e) {
            if (!e.kind().concernsOneItem()) {
                throw e;
            }
            return "dependencies were left out: a cycle, or the task has been begun";
        }
    }
}
