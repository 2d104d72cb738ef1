package io.claudeflow.swarm.memory.knowledge;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryQuery.Sort;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.message.MessageStore;
import io.claudeflow.swarm.memory.message.NewMessage;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.transaction.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Seed 003's sharing of knowledge. What is shared is an entry of its own, so nobody overwrites anybody: namespace
 * {@value #NAMESPACE}, key {@code <type>/<moment>-<number>}, the data as its value and the agent in its metadata. As an
 * entry it is found by every search, and the retention policy {@code knowledge/*} applies to it. Thread-safe.
 */
public final class KnowledgeSharing {
    public static final String NAMESPACE = "knowledge";

    /** The type of the broadcast that names what was shared. */
    public static final String SHARED = "knowledge_shared";

    /** The type of the broadcast after an agent was brought up to date. */
    public static final String SYNCED = "sync_complete";

    public static final int MAX_TYPE_BYTES = 128;

    private static final Duration SYNCED_LIFETIME = Duration.ofMinutes(1);
    private static final String AUTHOR = "shared_by";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

    private final EntryStore entries;
    private final MessageStore messages;
    private final Transactions transactions;
    private final DocumentReader reader;
    private final Duration messageLifetime;
    private final Clock clock;
    private final AtomicInteger number =
            new AtomicInteger(ThreadLocalRandom.current().nextInt());

    /**
     * @param messageLifetime of the broadcast that names what was shared
     */
    public KnowledgeSharing(
            EntryStore entries,
            MessageStore messages,
            Transactions transactions,
            DocumentReader reader,
            Duration messageLifetime,
            Clock clock) {
        this.entries = entries;
        this.messages = messages;
        this.transactions = transactions;
        this.reader = reader;
        this.messageLifetime = messageLifetime;
        this.clock = clock;
    }

    /**
     * What an agent has to know.
     *
     * @param knowledge what others shared, the newest first
     * @param more whether there is more than was asked for
     * @param unread messages in the agent's inbox, at most 1,000 are counted
     * @param revision what it covers; the {@code since} of the next time
     */
    public record Update(List<Knowledge> knowledge, boolean more, int unread, Revision revision) {
        public Update {
            knowledge = List.copyOf(knowledge);
        }
    }

    /** Shares knowledge and tells everybody, or neither. */
    public Knowledge share(String swarm, String type, String data, String sharedBy, Ttl ttl) {
        checkType(type);
        Names.check("sharedBy", sharedBy, NewMessage.MAX_AGENT_BYTES);
        var name = "%s/%s-%08x".formatted(type, MOMENT.format(clock.instant()), number.getAndIncrement());
        var key = new EntryKey(swarm, NAMESPACE, name);
        var put = EntryOperation.Put.of(key, EntryValue.json(data))
                .withTtl(ttl)
                .withMetadata(object(Map.of(AUTHOR, sharedBy)))
                .when(Precondition.ABSENT);
        var told = new LinkedHashMap<String, String>();
        told.put("knowledge_type", type);
        told.put(AUTHOR, sharedBy);
        told.put("knowledge_key", name);
        var message = new NewMessage(sharedBy, null, SHARED, object(told), false, messageLifetime);
        return transactions.run(data.length(), () -> {
            var stored = entries.put(put);
            messages.send(swarm, message);
            return new Knowledge(type, name, data, sharedBy, stored.createdAt(), stored.expiresAt(), stored.revision());
        });
    }

    /** The newest knowledge of a type. */
    public Optional<Knowledge> newest(String swarm, String type) {
        return list(swarm, type, PageRequest.first(1)).items().stream().findFirst();
    }

    /** The newest first; type null selects all. */
    public Page<Knowledge> list(String swarm, @Nullable String type, PageRequest page) {
        var query = EntryQuery.all(swarm, NAMESPACE)
                .withValues(true)
                .page(page.limit(), page.cursor())
                .sortedBy(Sort.CREATED_AT, true);
        if (type != null) {
            query = query.matching(new Glob(checkType(type) + "/*")).sortedBy(Sort.KEY, true);
        }
        var found = entries.list(query);
        return new Page<>(found.entries().stream().map(this::knowledge).toList(), found.nextCursor());
    }

    /**
     * Brings an agent up to date and tells the others. Whatever was shared after {@code since} is in the answer or said
     * to be missing from it.
     *
     * @param since the revision of the last answer, or null for everything
     */
    public Update sync(String swarm, String agent, @Nullable Revision since, int limit) {
        Names.check("agent", agent, NewMessage.MAX_AGENT_BYTES);
        var page = entries.list(EntryQuery.all(swarm, NAMESPACE)
                .withValues(true)
                .page(limit, null)
                .sortedBy(Sort.UPDATED_AT, true));
        var news = new ArrayList<Knowledge>();
        boolean allNew = true;
        for (var entry : page.entries()) {
            boolean isNew = since == null || entry.revision().compareTo(since) > 0;
            allNew &= isNew;
            if (isNew) {
                var knowledge = knowledge(entry);
                if (!agent.equals(knowledge.sharedBy())) {
                    news.add(knowledge);
                }
            }
        }
        int unread = messages.inbox(swarm, agent, PageRequest.first(PageRequest.MAX_LIMIT))
                .items()
                .size();
        var told = new LinkedHashMap<String, String>();
        told.put("agent_name", agent);
        told.put("sync_timestamp", clock.instant().toString());
        messages.send(swarm, new NewMessage(agent, null, SYNCED, object(told), false, SYNCED_LIFETIME));
        return new Update(news, allNew && page.nextCursor() != null, unread, page.revision());
    }

    private Knowledge knowledge(Entry entry) {
        var key = entry.key().key();
        int slash = key.indexOf('/');
        return new Knowledge(
                slash < 0 ? key : key.substring(0, slash),
                key,
                data(entry.value()),
                author(entry.metadata()),
                entry.createdAt(),
                entry.expiresAt(),
                entry.revision());
    }

    /** The value as JSON; what somebody stored there as text or bytes becomes a string. */
    private static String data(@Nullable EntryValue value) {
        if (value == null) {
            return "null";
        }
        return switch (value.encoding()) {
            case JSON -> value.asString();
            case TEXT -> Document.of(value.asString()).toJson();
            case BYTES ->
                Document.of(Base64.getEncoder().encodeToString(value.content())).toJson();
        };
    }

    private @Nullable String author(String metadata) {
        return reader.read("metadata", metadata) instanceof Document.Fields fields
                        && fields.get(AUTHOR) instanceof Document.Text(String agent)
                ? agent
                : null;
    }

    private static String checkType(String type) {
        Names.check("type", type, MAX_TYPE_BYTES);
        if (type.chars().anyMatch(c -> c == '/' || c == '*' || c == '?')) {
            throw MemoryException.invalid("type", type, "no /, * or ?");
        }
        return type;
    }

    private static String object(Map<String, String> members) {
        var json = new LinkedHashMap<String, Document>();
        members.forEach((name, value) -> json.put(name, Document.of(value)));
        return Document.of(json).toJson();
    }
}
