package io.claudeflow.swarm.benchmarks.swarm;

import io.claudeflow.swarm.benchmarks.http.HttpConnection;
import io.claudeflow.swarm.benchmarks.json.JsonValue;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The HTTP API of the memory service on one connection. Not thread-safe, except {@link #close()}. */
public final class MemoryApi implements AutoCloseable {
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String TEXT = "Content-Type: text/plain\r\n";
    private static final String ANYTHING_RAW = "Accept: text/plain, application/octet-stream\r\n";
    private static final byte[] NO_BODY = new byte[0];
    private static final int MAX_SHOWN = 300;

    private final HttpConnection connection;

    private MemoryApi(HttpConnection connection) {
        this.connection = connection;
    }

    static MemoryApi open(int port) throws PeerException {
        try {
            return new MemoryApi(HttpConnection.open(port));
        } catch (IOException e) {
            throw PeerException.lost("connecting to swarm-memory over HTTP: " + e, e);
        }
    }

    /** Applies a batch, all or nothing; the revision of the write. */
    public String batch(BatchBody body) throws PeerException {
        JsonValue answer = post("/v1/batch", body.bytes());
        try {
            List<JsonValue> results = answer.get("results").elements();
            return results.getLast().get("revision").text();
        } catch (IOException e) {
            throw nonsense("/v1/batch", e);
        }
    }

    /** As {@link #batch}, for a load: the answer is looked at by its status only. */
    public void batchUnread(BatchBody body) throws PeerException {
        exchange("POST", "/v1/batch", JSON, body.bytes());
    }

    /** Stores a text; the answer of the service. */
    public JsonValue putText(String namespace, String key, String text) throws PeerException {
        return read(
                "PUT",
                exchange("PUT", entry(namespace, key), TEXT, text.getBytes(StandardCharsets.UTF_8))
                        .body());
    }

    /** The value of an entry as it is, or null when there is none. */
    public byte @Nullable [] getRaw(String namespace, String key) throws PeerException {
        HttpConnection.Response answer = send("GET", entry(namespace, key), ANYTHING_RAW, NO_BODY);
        if (answer.status() == 404) {
            return null;
        }
        return expectSuccess("GET", entry(namespace, key), answer).body();
    }

    /** Any operation without a body. */
    public JsonValue get(String target) throws PeerException {
        return read("GET " + target, exchange("GET", target, "", NO_BODY).body());
    }

    /** Any operation with a JSON body. */
    public JsonValue post(String target, byte[] body) throws PeerException {
        String type = body.length == 0 ? "" : JSON;
        return read("POST " + target, exchange("POST", target, type, body).body());
    }

    /** Whether the index of words has reached the last write. */
    public boolean indexRests() throws PeerException {
        JsonValue index = get("/v1/search/index");
        try {
            return index.get("covers").text().equals(index.get("revision").text());
        } catch (IOException e) {
            throw nonsense("/v1/search/index", e);
        }
    }

    /** Collects expired entries now; how many were deleted. */
    public long collectGarbage() throws PeerException {
        return number(post("/admin/gc", NO_BODY), "deleted");
    }

    /** Takes a backup in the service's own directory of backups; its name. */
    public String createBackup() throws PeerException {
        JsonValue answer = post("/admin/backups", NO_BODY);
        try {
            if (!answer.get("verified").truth()) {
                throw PeerException.refused(
                        "POST /admin/backups was answered with one that is not verified: " + answer);
            }
            return answer.get("name").text();
        } catch (IOException e) {
            throw nonsense("/admin/backups", e);
        }
    }

    /** Removes all backups of the service but the newest verified ones. */
    public void pruneBackups(int keep) throws PeerException {
        post("/admin/backups:prune", ("{\"keep\":" + keep + "}").getBytes(StandardCharsets.US_ASCII));
    }

    /** How many backups the service has. */
    public int backups() throws PeerException {
        try {
            return get("/admin/backups").get("backups").elements().size();
        } catch (IOException e) {
            throw nonsense("/admin/backups", e);
        }
    }

    /** A whole number of an answer. */
    public static long number(JsonValue answer, String member) throws PeerException {
        try {
            return (long) answer.get(member).number();
        } catch (IOException e) {
            throw nonsense(member, e);
        }
    }

    /** The number in the revision of a write's answer, without the epoch. */
    public static long revision(JsonValue answer) throws PeerException {
        try {
            return revision(answer.get("revision").text());
        } catch (IOException e) {
            throw nonsense("a write", e);
        }
    }

    /** The number in a revision, without the epoch: 12 of {@code 3-12}. */
    public static long revision(String revision) throws PeerException {
        try {
            return Long.parseLong(revision.substring(revision.indexOf('-') + 1));
        } catch (NumberFormatException e) {
            throw PeerException.refused(
                    "a write was answered with revision '" + revision + "', expected 3-12 or so", e);
        }
    }

    private static String entry(String namespace, String key) {
        return "/v1/namespaces/" + namespace + "/entries/" + key;
    }

    private static JsonValue read(String what, byte[] body) throws PeerException {
        try {
            return JsonValue.parse(body);
        } catch (IOException e) {
            throw nonsense(what, e);
        }
    }

    private static PeerException nonsense(String what, IOException e) {
        return PeerException.refused(what + " was answered with something else than expected: " + e.getMessage(), e);
    }

    private HttpConnection.Response exchange(String method, String target, String headers, byte[] body)
            throws PeerException {
        return expectSuccess(method, target, send(method, target, headers, body));
    }

    private HttpConnection.Response send(String method, String target, String headers, byte[] body)
            throws PeerException {
        try {
            return connection.send(method, target, headers, body);
        } catch (IOException e) {
            throw PeerException.lost(method + " " + target + ": " + e, e);
        }
    }

    private static HttpConnection.Response expectSuccess(String method, String target, HttpConnection.Response answer)
            throws PeerException {
        if (answer.status() / 100 == 2) {
            return answer;
        }
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        throw PeerException.refused(method + " " + target + " was answered with " + answer.status() + " "
                + body.substring(0, Math.min(body.length(), MAX_SHOWN)));
    }

    @Override
    public void close() {
        connection.close();
    }
}
