package io.claudeflow.swarm.operator.memoryclient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.claudeflow.swarm.operator.memoryclient.HttpCall.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entries and tasks over HTTP, as {@code openapi/memory-v1.yaml} describes them. */
public final class HttpMemoryContents implements MemoryContents {
    private final HttpCall call;

    /** @param port the port every memory service listens on, 8080 in a cluster */
    public HttpMemoryContents(int port) {
        call = new HttpCall(port);
    }

    @Override
    public Reply<Optional<String>> tag(Place place, EntryName name) {
        return call.send("HEAD", place, path(name), null)
                .then(answer -> new Got<>(answer.tag().filter(tag -> answer.found())));
    }

    @Override
    public Reply<Optional<SeenEntry>> entry(Place place, EntryName name) {
        return call.send("GET", place, path(name), null)
                .then(answer -> answer.cut()
                        ? new Got<>(answer.tag().map(HttpMemoryContents::largeEntry))
                        : answer.read(HttpMemoryContents::seenEntry));
    }

    @Override
    public Reply<WrittenEntry> write(
            Place place, EntryName name, EntryContent content, Lifetime lifetime, Optional<String> expected) {
        var body = HttpCall.JSON.createObjectNode();
        body.putRawValue("value", new RawValue(content.value()));
        body.put("encoding", content.encoding());
        switch (lifetime) {
            case ByPolicy() -> {}
            case Permanent() -> body.put("ttlSeconds", 0);
            case Seconds(var seconds) -> body.put("ttlSeconds", seconds);
            case Until(var moment) -> body.put("expiresAt", moment.toString());
        }
        content.tags().forEach(body.putArray("tags")::add);
        body.set("metadata", content.metadata());
        var header = expected.isPresent() ? "If-Match" : "If-None-Match";
        return call.send(
                        "PUT",
                        place,
                        path(name),
                        body,
                        header,
                        expected.map(HttpMemoryContents::quoted).orElse("*"))
                .then(answer -> answer.readOne(HttpMemoryContents::written));
    }

    @Override
    public Reply<Boolean> remove(Place place, EntryName name, String tag) {
        return call.send("DELETE", place, path(name), null, "If-Match", quoted(tag))
                .then(answer ->
                        answer.readOne(removed -> removed.path("deleted").asBoolean()));
    }

    @Override
    public Reply<Optional<SeenTask>> task(Place place, String id) {
        return call.send("GET", place, path(id), null).then(answer -> answer.read(HttpMemoryContents::seenTask));
    }

    @Override
    public Reply<SeenTask> create(Place place, TaskContent content) {
        return one(call.send("POST", place, "/v1/tasks", body(content).put("id", content.id())));
    }

    @Override
    public Reply<SeenTask> redefine(Place place, TaskContent content) {
        return one(call.send("PUT", place, path(content.id()), body(content)));
    }

    @Override
    public Reply<SeenTask> cancel(Place place, String id, Optional<String> fence) {
        var body = HttpCall.JSON.createObjectNode().put("status", "cancelled");
        fence.ifPresent(token -> body.put("fence", token));
        return one(call.send("POST", place, path(id) + "/status", body));
    }

    private static Reply<SeenTask> one(Reply<Answer> reply) {
        return reply.then(answer -> answer.readOne(HttpMemoryContents::seenTask));
    }

    private static ObjectNode body(TaskContent content) {
        var body = HttpCall.JSON
                .createObjectNode()
                .put("description", content.description())
                .put("priority", content.priority());
        content.dependencies().forEach(body.putArray("dependencies")::add);
        body.set("metadata", content.metadata());
        return body;
    }

    private static WrittenEntry written(JsonNode body) {
        return new WrittenEntry(
                body.path("revision").asText(), moment(body, "updatedAt").orElseThrow(), moment(body, "expiresAt"));
    }

    private static SeenEntry largeEntry(String tag) {
        return new SeenEntry(tag, Optional.empty(), Optional.empty(), Instant.EPOCH, 0);
    }

    private static SeenEntry seenEntry(JsonNode body) {
        return new SeenEntry(
                body.path("revision").asText(),
                Optional.of(new SeenContent(
                        body.path("encoding").asText(),
                        body.path("value"),
                        texts(body.path("tags")),
                        body.path("metadata"))),
                moment(body, "expiresAt"),
                moment(body, "updatedAt").orElseThrow(),
                body.path("valueBytes").asLong());
    }

    private static SeenTask seenTask(JsonNode body) {
        return new SeenTask(
                new TaskContent(
                        body.path("id").asText(),
                        body.path("description").asText(),
                        body.path("priority").asText(),
                        texts(body.path("dependencies")),
                        body.path("metadata")),
                body.path("status").asText(),
                present(body.path("lease").path("agent")).map(JsonNode::asText),
                present(body.path("lease").path("fence")).map(JsonNode::asText),
                body.path("attempts").asLong(),
                present(body.path("result")),
                present(body.path("progress").path("data")),
                moment(body, "completedAt"));
    }

    private static Optional<JsonNode> present(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    private static Optional<Instant> moment(JsonNode body, String name) {
        return present(body.path(name)).map(JsonNode::asText).map(Instant::parse);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.asText()));
        return List.copyOf(texts);
    }

    private static String path(EntryName name) {
        return "/v1/namespaces/" + encoded(name.namespace()) + "/entry?key=" + encoded(name.key());
    }

    private static String path(String task) {
        return "/v1/tasks/" + encoded(task);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String quoted(String tag) {
        return '"' + tag + '"';
    }
}
