package io.claudeflow.swarm.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A write that the API server answered, from its audit log.
 *
 * @param at when the request came in
 * @param user who asked, such as {@code system:serviceaccount:swarm-system:swarm-operator}
 * @param verb create, update, patch, delete or deletecollection
 * @param resource the plural, such as {@code statefulsets}
 * @param subresource such as {@code status}; empty without one
 * @param namespace empty for a cluster-wide resource
 * @param name empty for a create that leaves the name to the server
 * @param code the HTTP status of the answer
 */
public record AuditEvent(
        Instant at,
        String user,
        String verb,
        String resource,
        String subresource,
        String namespace,
        String name,
        int code) {

    static AuditEvent from(JsonNode event) {
        var object = event.path("objectRef");
        return new AuditEvent(
                Instant.parse(event.path("requestReceivedTimestamp").asText()),
                event.at("/user/username").asText(),
                event.path("verb").asText(),
                object.path("resource").asText(),
                object.path("subresource").asText(),
                object.path("namespace").asText(),
                object.path("name").asText(),
                event.at("/responseStatus/code").asInt());
    }
}
