package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.contract.Rpc;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.ImportTarget;
import io.claudeflow.swarm.memory.entry.PatientTarget;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.Envelope;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.operation.Catalog;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The memory behind a running service's HTTP API. */
final class RemoteMemory implements MemoryAccess {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration STATISTICS_TIMEOUT = Duration.ofSeconds(10);

    private final String server;
    private final @Nullable String swarm;
    private final @Nullable String fence;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /**
     * @param swarm null leaves the choice to the service
     * @param fence the token of a lock that must be held, or null
     */
    RemoteMemory(String server, @Nullable String swarm, @Nullable String fence) {
        this.fence = fence;
        this.server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
        this.swarm = swarm;
    }

    @Override
    public byte[] put(EntryOperation.Put operation) {
        var request = request(entryPath(operation.key()))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(envelope(operation)));
        condition(request, operation.precondition());
        return send(request);
    }

    @Override
    public byte[] entry(EntryKey key) {
        return send(request(entryPath(key)).GET());
    }

    @Override
    public byte[] value(EntryKey key) {
        return send(request(entryPath(key) + "&raw=true").GET());
    }

    @Override
    public byte[] delete(EntryOperation.Delete operation) {
        var request = request(entryPath(operation.key())).DELETE();
        condition(request, operation.precondition());
        return send(request);
    }

    @Override
    public byte[] list(EntryQuery query) {
        var namespace = query.namespace();
        var path = new StringBuilder(
                namespace == null ? "/v1/entries?" : "/v1/namespaces/" + encode(namespace) + "/entries?");
        path.append("limit=").append(query.limit()).append("&values=").append(query.withValues());
        var pattern = query.pattern();
        if (pattern != null) {
            path.append("&pattern=").append(encode(pattern.pattern()));
        }
        query.tags().names().forEach(tag -> path.append("&tag=").append(encode(tag)));
        if (query.tagMode() == TagMode.ALL) {
            path.append("&tagMode=all");
        }
        var cursor = query.cursor();
        if (cursor != null) {
            path.append("&cursor=").append(encode(cursor));
        }
        return send(request(path.toString()).GET());
    }

    @Override
    public byte[] namespaces(String ignored) {
        return send(request("/v1/namespaces").GET());
    }

    @Override
    public byte[] statistics(String ignored) {
        return send(request("/v1/stats").timeout(STATISTICS_TIMEOUT).GET());
    }

    @Override
    public byte[] gc() {
        return send(request("/admin/gc").POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Override
    public byte[] vacuum() {
        return send(request("/admin/vacuum").POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Override
    public byte[] check() {
        return send(request("/admin/integrity-check").POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Override
    public void download(String backup, Path to) throws IOException {
        try (var body = new Body(open("/admin/backups/" + encode(backup) + "/content"))) {
            Files.copy(body, to);
        }
    }

    private InputStream open(String path) {
        try {
            var response = client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() >= 400) {
                try (var body = response.body()) {
                    throw failure(response.statusCode(), body.readAllBytes());
                }
            }
            return response.body();
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILURE, "interrupted");
        }
    }

    /** What the service sends. That it ends early is told apart from a failure of the disk. */
    private final class Body extends FilterInputStream {
        Body(InputStream body) {
            super(body);
        }

        @Override
        public int read() {
            try {
                return in.read();
            } catch (IOException e) {
                throw unreachable(e);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            try {
                return in.read(bytes, offset, length);
            } catch (IOException e) {
                throw unreachable(e);
            }
        }
    }

    @Override
    public ImportTarget importTarget() {
        return new PatientTarget(new RemoteTarget(this));
    }

    /** Sends the body of a batch. */
    byte[] batch(byte[] body) {
        return send(request("/v1/batch")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    @Override
    public byte[] call(Rpc rpc, JsonObject request) {
        return send(ContractRequest.of(rpc, request, this::request));
    }

    @Override
    public void stream(Rpc rpc, JsonObject request, Consumer<byte[]> receiver) {
        try {
            var response = client.send(
                    ContractRequest.of(rpc, request, this::request).build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() >= 400) {
                throw failure(response.statusCode(), response.body().readAllBytes());
            }
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    receiver.accept(line.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** The form with {@code ?key=}, which no client library normalises. */
    private static String entryPath(EntryKey key) {
        return "/v1/namespaces/" + encode(key.namespace()) + "/entry?key=" + encode(key.key());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] envelope(EntryOperation.Put put) {
        var json = new JsonWriter(1024).beginObject();
        return Envelope.write(json, put).endObject().toBytes();
    }

    private static void condition(HttpRequest.Builder request, Precondition precondition) {
        switch (precondition) {
            case Precondition.None() -> {}
            case Precondition.Absent() -> request.header("If-None-Match", "*");
            case Precondition.Present() -> request.header("If-Match", "*");
            case Precondition.WrittenAt(Set<?> revisions) -> request.header("If-Match", tags(revisions));
            case Precondition.NotWrittenAt(Set<?> revisions) -> request.header("If-None-Match", tags(revisions));
        }
    }

    private static String tags(Set<?> revisions) {
        return revisions.stream().map(revision -> "\"" + revision + "\"").collect(Collectors.joining(", "));
    }

    private HttpRequest.Builder request(String path) {
        if (swarm != null && swarm.chars().anyMatch(c -> c > '~')) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "swarm: " + swarm + " (expected: ASCII, which is all that the header Swarm-Id carries)");
        }
        try {
            var request = HttpRequest.newBuilder(URI.create(server + path)).timeout(REQUEST_TIMEOUT);
            if (fence != null) {
                request.header(Catalog.IF_FENCE, fence);
            }
            return swarm == null ? request : request.header("Swarm-Id", swarm);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "server: " + server + " (expected: a URL such as http://host:8080)");
        }
    }

    private byte[] send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= 400) {
                throw failure(response.statusCode(), response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILURE, "interrupted");
        }
    }

    private CommandFailure unreachable(IOException e) {
        return new CommandFailure(
                ExitCode.UNAVAILABLE,
                "the service at " + server + " cannot be reached"
                        + (e.getMessage() == null ? "" : ": " + e.getMessage()));
    }

    private static CommandFailure failure(int status, byte[] body) {
        var code = ExitCode.ofStatus(status);
        try {
            var problem = JsonSlice.parse("problem", body).object();
            var detail = problem.value("detail").map(JsonSlice::string).orElse("status " + status);
            return new CommandFailure(code, detail, body);
        } catch (MemoryException e) {
            return new CommandFailure(code, "the service answered " + status);
        }
    }
}
