package io.claudeflow.swarm.e2e.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the operator asked the API server of a {@link ControlPlane} for.
 *
 * @param file of that API server
 */
public record AuditLog(Path file) {
    /** The operator's name. */
    public static final String OPERATOR = "system:serviceaccount:swarm-system:swarm-operator";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> WRITING = Set.of("create", "update", "patch", "delete", "deletecollection");

    /** A request that was answered. */
    public record Request(String verb, String group, String resource, String namespace, String name, int code) {

        /** Whether something was to change, leases apart. */
        public boolean writes() {
            return WRITING.contains(verb) && !resource.equals("leases");
        }
    }

    /** Every request of the operator so far. */
    public List<Request> requests() {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.contains(OPERATOR))
                    .flatMap(AuditLog::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** How often it wrote, leases apart. */
    public long writes() {
        return requests().stream().filter(Request::writes).count();
    }

    private static Stream<Request> read(String line) {
        try {
            var event = JSON.readTree(line);
            return event.at("/user/username").asText().equals(OPERATOR) ? Stream.of(request(event)) : Stream.empty();
        } catch (JsonProcessingException halfALine) {
            return Stream.empty();
        }
    }

    private static Request request(JsonNode event) {
        var object = event.path("objectRef");
        var subresource = object.path("subresource").asText();
        return new Request(
                event.path("verb").asText(),
                object.path("apiGroup").asText(),
                object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                object.path("namespace").asText(),
                object.path("name").asText(),
                event.at("/responseStatus/code").asInt());
    }
}
