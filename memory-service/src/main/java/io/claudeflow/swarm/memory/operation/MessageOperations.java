package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.message.Message;
import io.claudeflow.swarm.memory.message.MessageStore;
import io.claudeflow.swarm.memory.message.NewMessage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages between agents. */
final class MessageOperations {
    private final MessageStore messages;
    private final Duration lifetime;

    private MessageOperations(MessageStore messages, Duration lifetime) {
        this.messages = messages;
        this.lifetime = lifetime;
    }

    /**
     * @param lifetime of a message that names none
     */
    static void addTo(Handlers handlers, MessageStore messages, Duration lifetime) {
        var operations = new MessageOperations(messages, lifetime);
        handlers.add("MessageService.Send", arguments -> operations.send(arguments, arguments.text("to")))
                .add("MessageService.Broadcast", arguments -> operations.send(arguments, null))
                .add("MessageService.Inbox", operations::inbox)
                .add("MessageService.Acknowledge", operations::acknowledge);
    }

    private JsonWriter send(Arguments arguments, @Nullable String to) {
        var given = arguments.seconds("ttlSeconds");
        var message = new NewMessage(
                arguments.text("from"),
                to,
                arguments.text("type"),
                arguments.json("payload"),
                arguments.flag("requiresResponse"),
                given == null ? lifetime : given);
        return Answers.object(messages.send(arguments.swarm(), message), MessageOperations::write);
    }

    private JsonWriter inbox(Arguments arguments) {
        return Answers.page(
                "messages",
                messages.inbox(arguments.swarm(), arguments.text("agent"), arguments.page()),
                MessageOperations::write);
    }

    private JsonWriter acknowledge(Arguments arguments) {
        List<Long> ids = arguments
                .members()
                .value("ids")
                .map(list ->
                        list.elements().stream().map(JsonSlice::wholeNumber).toList())
                .orElse(List.of());
        int acknowledged = messages.acknowledge(arguments.swarm(), arguments.text("agent"), ids);
        return new JsonWriter()
                .beginObject()
                .name("acknowledged")
                .number(acknowledged)
                .endObject();
    }

    private static void write(JsonWriter json, Message message) {
        json.name("id").number(message.id());
        json.name("from").string(message.from());
        Answers.text(json, "to", message.to());
        json.name("type").string(message.type());
        json.name("payload").raw(message.payload());
        json.name("requiresResponse").bool(message.requiresResponse());
        json.name("sentAt").instant(message.sentAt());
        json.name("expiresAt").instant(message.expiresAt());
        json.name("revision").string(message.revision().toString());
    }
}
