package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.contract.Rpc;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request for an operation of the contract. Used by one thread.
 *
 * @param target what the path means
 * @param ownSwarm the swarm of a request that names none
 */
record ContractExchange(
        ServerRequest request, ContractRoutes.Found target, String ownSwarm, RequestBodies.Lease lease) {
    Rpc rpc() {
        return target.rpc();
    }

    Map<String, String> variables() {
        return target.variables();
    }

    String swarm() {
        return EntryKey.checkSwarm(CallHeaders.one(request, Exchange.SWARM_ID).orElse(ownSwarm));
    }

    String rawQuery() {
        return request.prologue().query().rawValue();
    }

    /** The media type without parameters, in lower case, or empty. */
    String mediaType() {
        var type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    boolean hasBody() {
        return lease.present();
    }

    byte[] body() {
        return lease.read();
    }

    /** What a client of server-sent events saw last before its connection broke. */
    Optional<String> lastEventId() {
        return request.headers().first(HeaderNames.create("Last-Event-ID"));
    }

    /** Whether the client asked for server-sent events; otherwise a stream is one JSON object in each line. */
    boolean wantsEvents() {
        return request.headers().all(HeaderNames.ACCEPT, List::of).stream()
                .anyMatch(accept -> accept.contains("text/event-stream"));
    }
}
