package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.contract.Field;
import io.claudeflow.swarm.memory.contract.Rpc;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.operation.Catalog;
import io.claudeflow.swarm.memory.operation.Sink;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Serves the operations of the contract: makes one JSON object of path, parameters and body. Thread-safe. */
final class ContractHandlers {
    private static final String FROM = "from";

    private final Catalog catalog;

    ContractHandlers(Catalog catalog) {
        this.catalog = catalog;
    }

    Answer call(ContractExchange exchange) {
        return Answer.json(
                200,
                catalog.call(exchange.rpc(), exchange.swarm(), request(exchange))
                        .toParts());
    }

    void stream(ContractExchange exchange, Sink sink) {
        catalog.stream(exchange.rpc(), exchange.swarm(), request(exchange), sink);
    }

    private static JsonObject request(ContractExchange exchange) {
        var rpc = exchange.rpc();
        var others = new LinkedHashMap<String, JsonSlice>();
        exchange.variables().forEach((name, value) -> others.put(name, value(rpc, name, List.of(value))));
        if (!rpc.hasBody()) {
            if (exchange.hasBody()) {
                throw MemoryException.invalid("body", "(present)", "no body");
            }
            parameters(exchange).forEach((name, values) -> others.put(name, value(rpc, name, values)));
            lastEvent(exchange).ifPresent(id -> others.put(FROM, JsonSlice.ofString(FROM, id)));
            return JsonSlice.body(new byte[0]).object().with(others);
        }
        parameters(exchange);
        if (exchange.hasBody() && !exchange.mediaType().equals(Answer.JSON)) {
            var type = exchange.mediaType();
            throw new UnsupportedMediaType(type.isEmpty() ? "(absent)" : type, Answer.JSON);
        }
        return JsonSlice.body(exchange.body()).object().with(others);
    }

    /** Where a client of server-sent events goes on by itself; what it says overrides the URL it was given once. */
    private static Optional<String> lastEvent(ContractExchange exchange) {
        return exchange.rpc().streaming() && exchange.rpc().request().fields().containsKey(FROM)
                ? exchange.lastEventId()
                : Optional.empty();
    }

    /** An operation with a body has no parameters. */
    private static Map<String, List<String>> parameters(ContractExchange exchange) {
        var rpc = exchange.rpc();
        var known = new HashSet<String>();
        if (!rpc.hasBody()) {
            known.addAll(rpc.request().fields().keySet());
            known.removeAll(exchange.variables().keySet());
        }
        return QueryParameters.parse(exchange.rawQuery(), known).all();
    }

    private static JsonSlice value(Rpc rpc, String name, List<String> values) {
        var field = rpc.request().fields().get(name);
        if (field == null) {
            throw new IllegalStateException(rpc.name() + " has no field for the variable " + name);
        }
        if (!field.repeated()) {
            if (values.size() > 1) {
                throw MemoryException.invalid(name, values.size() + " times", "at most once");
            }
            return one(field, values.getFirst());
        }
        var array = new JsonWriter().beginArray();
        values.forEach(value -> array.raw(one(field, value).raw()));
        return JsonSlice.parse(name, array.endArray().toBytes());
    }

    private static JsonSlice one(Field field, String text) {
        return switch (field.type()) {
            case STRING, CHOICE, INSTANT, BYTES -> JsonSlice.ofString(field.name(), text);
            case BOOLEAN -> parsed(field, text.isEmpty() ? "true" : text);
            case WHOLE_NUMBER, NUMBER, JSON, OBJECT, STRING_MAP -> parsed(field, text);
        };
    }

    private static JsonSlice parsed(Field field, String text) {
        try {
            return JsonSlice.parse(field.name(), text.getBytes(StandardCharsets.UTF_8));
        } catch (MemoryException e) {
            throw MemoryException.invalid(field.name(), text, field.type().words());
        }
    }
}
