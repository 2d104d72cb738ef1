package io.claudeflow.swarm.operator.memoryclient;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Reads {@code http://<host>:<port>/v1/stats}; bounded in time and size, follows no redirects. */
public final class HttpMemoryServiceClient implements MemoryServiceClient {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** An honest answer has about 1 KiB. */
    private static final int MOST_BYTES = 64 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ObjectReader reader = new ObjectMapper().readerFor(StoreFigures.class);
    private final int port;

    /** @param port the port every memory service listens on, 8080 in a cluster */
    public HttpMemoryServiceClient(int port) {
        this.port = port;
    }

    @Override
    public Answer figures(String host) {
        var address = URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/v1/stats");
        try {
            var response =
                    http.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                return response.statusCode() == 200
                        ? decoded(address, body)
                        : new Unanswered(address + " answered with status " + response.statusCode());
            }
        } catch (IOException unreachable) {
            return new Unanswered(address + " does not answer: " + unreachable);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Unanswered(address + " was not waited for: the operator is stopping");
        }
    }

    private Answer decoded(URI address, InputStream body) throws IOException {
        var bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            return new Unanswered(address + " answered with more than " + MOST_BYTES + " bytes");
        }
        try {
            StoreFigures figures = reader.readValue(bytes);
            return figures.cache() == null || figures.database() == null
                    ? new Unanswered(address + " answered without 'cache' or 'database'")
                    : new Answered(figures);
        } catch (JacksonException notAsAgreed) {
            return new Unanswered(
                    address + " answered with something else than figures: " + notAsAgreed.getOriginalMessage());
        }
    }
}
