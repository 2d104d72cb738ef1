package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.event.Event;
import io.claudeflow.swarm.memory.event.EventQuery;
import io.claudeflow.swarm.memory.event.EventStore;
import io.claudeflow.swarm.memory.event.NewEvent;
import io.claudeflow.swarm.memory.json.JsonWriter;

/** The log of what happened. */
final class EventOperations {
    private final EventStore events;

    private EventOperations(EventStore events) {
        this.events = events;
    }

    static void addTo(Handlers handlers, EventStore events) {
        var operations = new EventOperations(events);
        handlers.add("EventService.Append", operations::append).add("EventService.List", operations::list);
    }

    private JsonWriter append(Arguments arguments) {
        var source = arguments.optionalText("source");
        var event = new NewEvent(
                arguments.text("type"), source == null ? NewEvent.UNNAMED : source, arguments.optionalJson("data"));
        return Answers.object(events.append(arguments.swarm(), event), EventOperations::write);
    }

    private JsonWriter list(Arguments arguments) {
        var query = new EventQuery(
                arguments.optionalText("type"),
                arguments.optionalText("source"),
                arguments.instant("from"),
                arguments.instant("to"),
                arguments.flag("newestFirst"),
                arguments.page());
        return Answers.page("events", events.query(arguments.swarm(), query), EventOperations::write);
    }

    private static void write(JsonWriter json, Event event) {
        json.name("id").number(event.id());
        json.name("type").string(event.type());
        json.name("source").string(event.source());
        Answers.raw(json, "data", event.data());
        json.name("timestamp").instant(event.timestamp());
        json.name("revision").string(event.revision().toString());
    }
}
