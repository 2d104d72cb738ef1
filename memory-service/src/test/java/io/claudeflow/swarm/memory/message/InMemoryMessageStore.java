package io.claudeflow.swarm.memory.message;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.testing.Revisions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The reference: a list and a set of acknowledgements. */
public final class InMemoryMessageStore implements MessageStore {
    private record Acknowledgement(String agent, long id) {}

    private final Clock clock;
    private final Revisions revisions;
    private final Map<String, List<Message>> swarms = new HashMap<>();
    private final Set<Acknowledgement> acknowledged = new HashSet<>();
    private long lastId;

    public InMemoryMessageStore(Clock clock, Revisions revisions) {
        this.clock = clock;
        this.revisions = revisions;
    }

    @Override
    public synchronized Message send(String swarm, NewMessage message) {
        var now = clock.instant();
        var sent = new Message(
                ++lastId,
                message.from(),
                message.to(),
                message.type(),
                message.payload(),
                message.requiresResponse(),
                now,
                now.plus(message.lifetime()),
                revisions.next());
        messages(swarm).add(sent);
        return sent;
    }

    @Override
    public synchronized Page<Message> inbox(String swarm, String agent, PageRequest page) {
        return Paging.page(
                unread(swarm, agent),
                Comparator.comparingLong(Message::id),
                message -> Long.toString(message.id()),
                "inbox " + agent,
                page);
    }

    @Override
    public synchronized int acknowledge(String swarm, String agent, Collection<Long> ids) {
        if (ids.size() > MAX_ACKNOWLEDGED) {
            throw MemoryException.limit("ids", ids.size() + " ids", "at most " + MAX_ACKNOWLEDGED);
        }
        var read = unread(swarm, agent)
                .filter(message -> ids.contains(message.id()))
                .toList();
        read.forEach(message -> acknowledged.add(new Acknowledgement(agent, message.id())));
        return read.size();
    }

    @Override
    public synchronized int collectExpired(int limit) {
        int removed = 0;
        for (var messages : swarms.values()) {
            for (var message : List.copyOf(messages)) {
                if (removed < limit && !message.liveAt(clock.instant())) {
                    messages.remove(message);
                    removed++;
                }
            }
        }
        return removed;
    }

    private Stream<Message> unread(String swarm, String agent) {
        return messages(swarm).stream()
                .filter(message -> message.isFor(agent) && message.liveAt(clock.instant()))
                .filter(message -> !acknowledged.contains(new Acknowledgement(agent, message.id())));
    }

    private List<Message> messages(String swarm) {
        return swarms.computeIfAbsent(EntryKey.checkSwarm(swarm), _ -> new ArrayList<>());
    }
}
