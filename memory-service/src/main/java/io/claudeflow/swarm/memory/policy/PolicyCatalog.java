package io.claudeflow.swarm.memory.policy;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force: the shipped ones, or those of a file that is followed while the service runs. What the file
 * was rejected for last is kept until it is in order again. Thread-safe.
 */
public final class PolicyCatalog implements Supplier<Policies> {
    /** The shipped default, the nine policies of seed 004. */
    public static final String SHIPPED = "/policies/default.yaml";

    private static final int SHOWN_PROBLEMS = 20;

    private final PolicyReader reader;
    private final Clock clock;
    private final PolicyFile.Listener listener;
    private final @Nullable Path path;
    private final @Nullable PolicyFile file;
    private volatile State state;

    /**
     * Where the policies come from and how the last reading went.
     *
     * @param file the file that is followed, or null when the shipped policies hold
     * @param loadedAt when these policies came into force
     * @param problems what a newer content of the file was rejected for; empty when it is in order
     */
    public record State(@Nullable Path file, Policies policies, Instant loadedAt, List<PolicyReader.Problem> problems) {
        public State {
            problems = List.copyOf(problems);
        }
    }

    private PolicyCatalog(
            @Nullable Path path, PolicyReader reader, Policies initial, Clock clock, PolicyFile.Listener listener) {
        this.path = path;
        this.reader = reader;
        this.clock = clock;
        this.listener = listener;
        this.state = new State(path, initial, clock.instant(), List.of());
        this.file = path == null ? null : new PolicyFile(path, reader, initial, clock, new Heard());
    }

    /** The shipped policies. */
    public static PolicyCatalog shipped(PolicyReader reader, Clock clock) {
        return switch (reader.read(resource())) {
            case PolicyReader.Reading.Accepted accepted ->
                new PolicyCatalog(null, reader, accepted.policies(), clock, Silent.INSTANCE);
            case PolicyReader.Reading.Rejected rejected ->
                throw new IllegalStateException(SHIPPED + " in the jar: " + rejected.problems());
        };
    }

    /**
     * The policies of a file.
     *
     * @param listener told of every later content of the file
     * @throws MemoryException INVALID_ARGUMENT with every mistake when the file cannot be used
     */
    public static PolicyCatalog following(Path file, PolicyReader reader, Clock clock, PolicyFile.Listener listener) {
        var catalog = new PolicyCatalog(file, reader, Policies.NONE, clock, listener);
        var state = catalog.reload();
        if (!state.problems().isEmpty()) {
            throw MemoryException.invalid("POLICY_FILE", file, expectation(state.problems()));
        }
        return catalog;
    }

    /** What is wrong with a file; empty when it can be used. */
    public static List<PolicyReader.Problem> check(Path file, PolicyReader reader, Clock clock) {
        var catalog = new PolicyCatalog(file, reader, Policies.NONE, clock, Silent.INSTANCE);
        return catalog.reload().problems();
    }

    /** The mistakes of a file in one sentence, at most twenty of them. */
    public static String expectation(List<PolicyReader.Problem> problems) {
        var shown = problems.stream()
                .limit(SHOWN_PROBLEMS)
                .map(PolicyReader.Problem::toString)
                .collect(Collectors.joining("; "));
        int more = problems.size() - SHOWN_PROBLEMS;
        return "a policy file without mistakes; " + shown + (more > 0 ? "; and " + more + " more" : "");
    }

    /** The policies in force at this moment. */
    @Override
    public Policies get() {
        return state.policies();
    }

    /** The policy of a key at this moment. */
    public RetentionPolicy of(EntryKey key) {
        return get().of(key.namespace(), key.key());
    }

    /** Reads a text as a policy file without using it. */
    public PolicyReader.Reading validate(String text) {
        return reader.read(text);
    }

    /** Looks at the file now, and says what holds afterwards; without a file nothing can change. Never throws. */
    public State reload() {
        if (file != null) {
            file.poll();
        }
        return state;
    }

    public State state() {
        return state;
    }

    /** Keeps the state up to date before it passes the news on. */
    private final class Heard implements PolicyFile.Listener {
        @Override
        public void reloaded(Policies policies) {
            state = new State(path, policies, clock.instant(), List.of());
            listener.reloaded(policies);
        }

        @Override
        public void rejected(List<PolicyReader.Problem> problems) {
            state = new State(path, state.policies(), state.loadedAt(), problems);
            listener.rejected(problems);
        }
    }

    /** Hears nothing. */
    private enum Silent implements PolicyFile.Listener {
        INSTANCE;

        @Override
        public void reloaded(Policies policies) {}

        @Override
        public void rejected(List<PolicyReader.Problem> problems) {}
    }

    private static String resource() {
        try (var in = Objects.requireNonNull(PolicyCatalog.class.getResourceAsStream(SHIPPED), SHIPPED)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
