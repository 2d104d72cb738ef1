package io.claudeflow.swarm.memory.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.message.Message;
import io.claudeflow.swarm.memory.message.NewMessage;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Messages, direct and to everybody. */
final class MessageSubject implements Subject {
    private static final List<String> AGENTS = List.of("a", "b", "c");

    private final Lifetimes<Message> model = new Lifetimes<>();
    private final Map<String, Set<String>> acknowledged = new HashMap<>();

    @Override
    public void clockMoved(Instant now) {
        model.clockMoved(now);
    }

    @Override
    public @Nullable Instant someEnd(RandomGenerator random) {
        return model.someEnd(random);
    }

    @Override
    public void act(MemoryEngine engine, RandomGenerator random, Instant now) {
        if (random.nextInt(3) == 0) {
            acknowledge(engine, random, now);
            return;
        }
        var lifetime = Duration.ofSeconds(1 + random.nextInt(random.nextInt(6) == 0 ? 100_000 : 5));
        var to = random.nextBoolean() ? null : Seeds.pick(random, "a", "b", "c");
        var sent = engine.knowledge()
                .messages()
                .send(SWARM, new NewMessage(Seeds.pick(random, "a", "b", "c"), to, "note", "1", false, lifetime));
        model.put(Long.toString(sent.id()), sent, sent.expiresAt());
    }

    private void acknowledge(MemoryEngine engine, RandomGenerator random, Instant now) {
        var agent = Seeds.pick(random, "a", "b", "c");
        var mine = forAgent(agent, now);
        if (mine.isEmpty()) {
            return;
        }
        var some = mine.keySet().stream().sorted().limit(2).toList();
        int count = engine.knowledge()
                .messages()
                .acknowledge(SWARM, agent, some.stream().map(Long::valueOf).toList());
        assertThat((long) count).isBetween(some.stream().filter(model::certain).count(), (long) some.size());
        acknowledged.computeIfAbsent(agent, _ -> new HashSet<>()).addAll(some);
    }

    private Map<String, Message> forAgent(String agent, Instant now) {
        var done = acknowledged.getOrDefault(agent, Set.of());
        return model.possible(now).entrySet().stream()
                .filter(one -> one.getValue().isFor(agent) && !done.contains(one.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void look(MemoryEngine engine, RandomGenerator random, Instant now, String where) {
        lookAround(engine, now, where);
    }

    @Override
    public void lookAround(MemoryEngine engine, Instant now, String where) {
        for (var agent : AGENTS) {
            var shown = Paging.walk(3, page -> engine.knowledge().messages().inbox(SWARM, agent, page)).stream()
                    .collect(Collectors.toMap(message -> Long.toString(message.id()), Function.identity()));
            model.check(where + ", inbox of " + agent, now, shown, forAgent(agent, now));
        }
    }
}
