package io.claudeflow.swarm.operator.memoryclient;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Changed;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Got;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Place;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Refused;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Reply;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Silent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends one request and waits for its whole answer: at most three seconds and two mebibytes. Thread-safe. */
final class HttpCall {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** More than anything that is declared takes, so that whatever is larger differs. */
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final int port;

    HttpCall(int port) {
        this.port = port;
    }

    /**
     * An answer that tells of success, or that there is nothing of that name (404).
     *
     * @param body empty when it is too large to be looked at
     */
    record Answer(boolean found, Optional<String> tag, Optional<String> body) {
        /** Whether the body was left out. */
        boolean cut() {
            return body.isEmpty();
        }

        /** What the body says; empty if there was nothing of that name. */
        <T> Reply<Optional<T>> read(Function<JsonNode, T> reading) {
            try {
                return new Got<>(found ? Optional.of(reading.apply(JSON.readTree(body.orElse("")))) : Optional.empty());
            } catch (IOException | DateTimeException | NoSuchElementException notAsAgreed) {
                return new Silent<>(
                        "The memory service answered with something else than agreed: " + notAsAgreed, true);
            }
        }

        /** What the body says, for a call that cannot do without. */
        <T> Reply<T> readOne(Function<JsonNode, T> reading) {
            return read(reading)
                    .then(value -> value.<Reply<T>>map(Got::new)
                            .orElseGet(() -> new Refused<>("The memory service has nothing of that name.")));
        }
    }

    Reply<Answer> send(String method, Place place, String path, @Nullable JsonNode body, String... headers) {
        var host = place.host().contains(":") ? "[" + place.host() + "]" : place.host();
        var address = URI.create("http://" + host + ":" + port + path);
        var request = HttpRequest.newBuilder(address)
                .header("Swarm-Id", place.swarm())
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answering = http.sendAsync(request.build(), HttpCall::bounded);
        var called = method + " of http://" + host + ":" + port;
        try {
            return judged(answering.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            answering.cancel(true);
            return new Silent<>(called + " was not answered within " + PATIENCE.toSeconds() + " s", false);
        } catch (ExecutionException failed) {
            return new Silent<>(called + " was not answered: " + failed.getCause(), false);
        } catch (InterruptedException stopping) {
            answering.cancel(true);
            Thread.currentThread().interrupt();
            return new Silent<>(called + " was not waited for: the operator is stopping", true);
        }
    }

    private static BodySubscriber<Optional<String>> bounded(ResponseInfo info) {
        return info.headers().firstValueAsLong("Content-Length").orElse(0) > MOST_BYTES
                ? BodySubscribers.replacing(Optional.empty())
                : BodySubscribers.mapping(
                        BodySubscribers.limiting(BodySubscribers.ofString(StandardCharsets.UTF_8), MOST_BYTES),
                        Optional::of);
    }

    private static Reply<Answer> judged(HttpResponse<Optional<String>> response) {
        var status = response.statusCode();
        var tag = response.headers().firstValue("ETag").map(text -> text.replace("\"", ""));
        return switch (status) {
            case 200, 201 -> new Got<>(new Answer(true, tag, response.body()));
            case 404 -> new Got<>(new Answer(false, tag, response.body()));
            case 409, 412 -> new Changed<>(said(response));
            default ->
                status >= 400 && status < 500
                        ? new Refused<>(said(response))
                        : new Silent<>(
                                "The memory service answers with status " + status + ": " + said(response), true);
        };
    }

    /** The service's own words, if it has any. */
    private static String said(HttpResponse<Optional<String>> response) {
        var fallback = "status " + response.statusCode();
        try {
            var detail = JSON.readTree(response.body().orElse("")).path("detail").asText("");
            return detail.isEmpty() ? fallback : detail;
        } catch (IOException noProblemDocument) {
            return fallback;
        }
    }
}
