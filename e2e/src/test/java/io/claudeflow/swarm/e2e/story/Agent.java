package io.claudeflow.swarm.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.e2e.cluster.Cluster;
import io.claudeflow.swarm.e2e.cluster.PortForward;
import io.claudeflow.swarm.memory.api.v1.EntryServiceGrpc;
import io.claudeflow.swarm.memory.api.v1.GetRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;

/** An agent that reaches a store through its client Service: HTTP, gRPC and the metrics, each by a port-forward. */
final class Agent implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final PortForward http;
    private final PortForward grpc;
    private final PortForward metrics;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ManagedChannel channel;

    private Agent(PortForward http, PortForward grpc, PortForward metrics) {
        this.http = http;
        this.grpc = grpc;
        this.metrics = metrics;
        this.channel = ManagedChannelBuilder.forAddress("127.0.0.1", grpc.localPort())
                .usePlaintext()
                .build();
    }

    static Agent connect(Cluster cluster, String namespace, String store) {
        var service = "service/" + store + "-api";
        return new Agent(
                cluster.portForward(namespace, service, 8080),
                cluster.portForward(namespace, service, 9090),
                cluster.portForward(namespace, service, 9091));
    }

    /** Stores an envelope under a key of the default namespace and returns the entity tag. */
    String put(String key, String envelope) throws IOException, InterruptedException {
        var response = send(HttpRequest.newBuilder(entry(key))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(envelope)));
        assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
        return response.headers().firstValue("ETag").orElseThrow();
    }

    JsonNode get(String key) throws IOException, InterruptedException {
        var response = send(HttpRequest.newBuilder(entry(key)).GET());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** Calls any operation; the body is JSON, or empty for none. Fields are names and values by turns. */
    HttpResponse<String> call(String method, String path, String body, String... fields)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base() + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (fields.length > 0) {
            request.headers(fields);
        }
        return send(request);
    }

    /** As {@link #call}, answered with success; its JSON. */
    JsonNode json(String method, String path, String body, String... fields) throws IOException, InterruptedException {
        var response = call(method, path, body, fields);
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return JSON.readTree(response.body());
    }

    /** The lines of an answer that goes on until it is closed, one JSON object each. */
    Stream<JsonNode> stream(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofLines()).body().map(Agent::parsed);
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String grpcValue(String key) {
        return EntryServiceGrpc.newBlockingStub(channel)
                .get(GetRequest.newBuilder().setNamespace("default").setKey(key).build())
                .getEntry()
                .getValue()
                .getJson();
    }

    String metrics() throws IOException, InterruptedException {
        var response = send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics.localPort() + "/metrics"))
                .GET());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private URI entry(String key) {
        return URI.create(base() + "/v1/namespaces/default/entries/" + key);
    }

    private String base() {
        return "http://127.0.0.1:" + http.localPort();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        channel.shutdownNow();
        http.close();
        grpc.close();
        metrics.close();
        client.close();
    }
}
