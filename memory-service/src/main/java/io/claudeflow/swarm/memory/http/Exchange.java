package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request as handlers see it: where it goes, its parameters, its headers, its body. Used by one thread. */
final class Exchange {
    static final HeaderName SWARM_ID = HeaderNames.create("Swarm-Id");

    private final ServerRequest request;
    private final RouteMatch.Found target;
    private final QueryParameters query;
    private final String swarm;
    private final RequestBodies.Lease body;

    Exchange(ServerRequest request, RouteMatch.Found target, String ownSwarm, RequestBodies.Lease body) {
        this.request = request;
        this.target = target;
        this.body = body;
        this.query = QueryParameters.parse(
                request.prologue().query().rawValue(), target.route().parameters());
        this.swarm = EntryKey.checkSwarm(CallHeaders.one(request, SWARM_ID).orElse(ownSwarm));
    }

    Route route() {
        return target.route();
    }

    boolean isHead() {
        return request.prologue().method().text().equals("HEAD");
    }

    String swarm() {
        return swarm;
    }

    QueryParameters query() {
        return query;
    }

    /** The namespace of the path, or null when the path has none. */
    @Nullable
    String namespace() {
        return target.namespace();
    }

    /** The entry that the path, or the path and the parameter {@code key}, name. */
    EntryKey entryKey() {
        var namespace = target.namespace();
        var key = target.key();
        return new EntryKey(
                swarm,
                namespace == null ? "" : namespace,
                key == null ? query.one("key").orElse("") : key);
    }

    /** The lines of a header joined by commas, or null when there are none. */
    @Nullable
    String list(String name) {
        var lines = request.headers().all(HeaderNames.create(name), List::of);
        return lines.isEmpty() ? null : String.join(",", lines);
    }

    private Optional<String> header(HeaderName name) {
        return request.headers().first(name);
    }

    /** The media type without parameters, in lower case, or empty. */
    String mediaType() {
        var type = header(HeaderNames.CONTENT_TYPE).orElse("");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    /** The charset parameter of the media type in lower case, or empty. */
    String charset() {
        var type = header(HeaderNames.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
        int start = type.indexOf("charset=");
        if (start < 0) {
            return "";
        }
        var value = type.substring(start + "charset=".length());
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).replace("\"", "").strip();
    }

    boolean hasBody() {
        return body.present();
    }

    byte[] body() {
        return body.read();
    }

    /** Waits until there is room in memory for an answer of this size; nothing for ordinary ones. */
    void reserveForAnswer(long bytes) {
        body.reserve(bytes);
    }
}
