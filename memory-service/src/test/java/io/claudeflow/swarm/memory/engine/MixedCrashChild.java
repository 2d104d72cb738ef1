package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.lock.LockMode;
import io.claudeflow.swarm.memory.lock.LockOutcome;
import io.claudeflow.swarm.memory.lock.LockRequest;
import io.claudeflow.swarm.memory.lock.Locks;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.sharedstate.Expectation;
import io.claudeflow.swarm.memory.task.StatusChange;
import io.claudeflow.swarm.memory.task.TaskSpec;
import io.claudeflow.swarm.memory.task.TaskStatus;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * The program that {@link MixedCrashTest} kills: agents that work on tasks, writers of transactions, owners of locks.
 * Lines on standard output are acknowledgements: {@code task <id> <status>}, {@code tx <writer> <number>},
 * {@code held <key> <fence>} and {@code free <key> <fence>}.
 */
final class MixedCrashChild {
    static final String SWARM = "crash";

    private MixedCrashChild() {}

    @SuppressWarnings("SystemOut") // the pipe to the parent
    public static void main(String[] args) {
        var engine = MemoryEngine.open(EngineConfig.defaults(Path.of(args[0])), Clock.systemUTC(), EngineListener.NONE);
        var out = new PrintStream(System.out, true);
        var round = args[1];
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            var agent = round + "." + i;
            Thread.ofPlatform().start(() -> work(engine, out, agent));
            Thread.ofPlatform().start(() -> transact(engine, out, agent));
            Thread.ofPlatform().start(() -> lock(engine, out, agent));
        }
    }

    private static void work(MemoryEngine engine, PrintStream out, String agent) {
        var tasks = engine.coordination().tasks();
        for (int n = 0; ; n++) {
            var id = agent + "-" + n;
            tasks.create(SWARM, TaskSpec.of(id, "work " + n));
            out.println("task " + id + " pending");
            var claimed = tasks.claim(SWARM, id, agent, Duration.ofHours(1));
            out.println("task " + id + " in_progress");
            var fence = Objects.requireNonNull(claimed.lease()).fence();
            tasks.move(SWARM, id, StatusChange.to(TaskStatus.COMPLETED), fence);
            out.println("task " + id + " completed");
        }
    }

    /** Takes one lock for good, and another again and again. */
    private static void lock(MemoryEngine engine, PrintStream out, String owner) {
        var locks = engine.access().locks();
        out.println("held keep-" + owner + " " + acquire(locks, "keep-" + owner));
        while (true) {
            var fence = acquire(locks, owner);
            out.println("held " + owner + " " + fence);
            locks.release(SWARM, owner, fence);
            out.println("free " + owner + " " + fence);
        }
    }

    private static Revision acquire(Locks locks, String key) {
        var request = new LockRequest(key, key, LockMode.EXCLUSIVE, Duration.ofHours(1), Duration.ZERO);
        if (locks.acquire(SWARM, request) instanceof LockOutcome.Granted(var lock)) {
            return lock.fence();
        }
        throw new IllegalStateException("nobody else wants " + key);
    }

    /** Each number is written to an entry, a shared state and a task at once, so all three must agree. */
    private static void transact(MemoryEngine engine, PrintStream out, String writer) {
        for (int n = 1; ; n++) {
            var number = Integer.toString(n);
            engine.transactions().run(0, () -> {
                engine.entries().put(Put.of(new EntryKey(SWARM, "tx", writer), EntryValue.json(number)));
                engine.coordination().sharedState().put(SWARM, writer, number, writer, Expectation.ANYTHING);
                return engine.coordination().tasks().put(SWARM, TaskSpec.of("tx-" + writer, number));
            });
            out.println("tx " + writer + " " + n);
        }
    }
}
