package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.knowledge.Knowledge;
import io.claudeflow.swarm.memory.knowledge.KnowledgeSharing;
import io.claudeflow.swarm.memory.page.PageRequest;

/** What agents share with their swarm. */
final class KnowledgeOperations {
    private final KnowledgeSharing sharing;

    private KnowledgeOperations(KnowledgeSharing sharing) {
        this.sharing = sharing;
    }

    static void addTo(Handlers handlers, KnowledgeSharing sharing) {
        var operations = new KnowledgeOperations(sharing);
        handlers.add("KnowledgeService.Share", operations::share)
                .add("KnowledgeService.Get", operations::get)
                .add("KnowledgeService.List", operations::list)
                .add("KnowledgeService.Sync", operations::sync);
    }

    private JsonWriter share(Arguments arguments) {
        var ttl = Ttl.ofSeconds(arguments.optionalWholeNumber("ttlSeconds").orElse(null));
        var knowledge = sharing.share(
                arguments.swarm(), arguments.text("type"), arguments.json("data"), arguments.text("sharedBy"), ttl);
        return Answers.object(knowledge, KnowledgeOperations::write);
    }

    private JsonWriter get(Arguments arguments) {
        var type = arguments.text("type");
        var knowledge = sharing.newest(arguments.swarm(), type)
                .orElseThrow(() -> MemoryException.ofField(
                        FailureKind.NOT_FOUND, "type", type, "a type that somebody has shared"));
        return Answers.object(knowledge, KnowledgeOperations::write);
    }

    private JsonWriter list(Arguments arguments) {
        return Answers.page(
                "knowledge",
                sharing.list(arguments.swarm(), arguments.optionalText("type"), arguments.page()),
                KnowledgeOperations::write);
    }

    private JsonWriter sync(Arguments arguments) {
        int limit = arguments.wholeNumber("limit", PageRequest.FIRST.limit(), 1, PageRequest.MAX_LIMIT);
        var update = sharing.sync(arguments.swarm(), arguments.text("agent"), arguments.revision("since"), limit);
        var json = new JsonWriter(1024).beginObject();
        Answers.objects(json, "knowledge", update.knowledge(), KnowledgeOperations::write);
        json.name("more").bool(update.more());
        json.name("unread").number(update.unread());
        json.name("revision").string(update.revision().toString());
        return json.endObject();
    }

    private static void write(JsonWriter json, Knowledge knowledge) {
        json.name("type").string(knowledge.type());
        json.name("data").raw(knowledge.data());
        Answers.text(json, "sharedBy", knowledge.sharedBy());
        json.name("sharedAt").instant(knowledge.sharedAt());
        json.name("key").string(knowledge.key());
        Answers.instant(json, "expiresAt", knowledge.expiresAt());
        json.name("revision").string(knowledge.revision().toString());
    }
}
