package io.claudeflow.swarm.operator.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from each request of the client what it is about, as the API server's own audit log would name it. */
final class ApiCalls implements Interceptor {
    static final String NAME = "api-calls";

    private static final String NONE = "none";

    private final ApiCallListener listener;

    ApiCalls(ApiCallListener listener) {
        this.listener = listener;
    }

    /** Rides along with a request and knows when it began. */
    private static final class Timed implements AsyncBody.Consumer<List<ByteBuffer>> {
        private final AsyncBody.Consumer<List<ByteBuffer>> consumer;
        private final long began = System.nanoTime();

        Timed(AsyncBody.Consumer<List<ByteBuffer>> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void consume(List<ByteBuffer> value, AsyncBody asyncBody) throws Exception {
            consumer.consume(value, asyncBody);
        }

        @Override
        public <U> @Nullable U unwrap(Class<U> target) {
            return target.isInstance(this) ? target.cast(this) : consumer.unwrap(target);
        }
    }

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
        return new Timed(consumer);
    }

    @Override
    public void after(
            HttpRequest request, HttpResponse<?> response, AsyncBody.@Nullable Consumer<List<ByteBuffer>> consumer) {
        var call = Call.of(request);
        var took = Optional.ofNullable(consumer)
                .map(known -> known.unwrap(Timed.class))
                .filter(timed -> !call.verb().equals("watch"))
                .map(timed -> Duration.ofNanos(System.nanoTime() - timed.began))
                .orElse(null);
        listener.requested(call.verb(), call.resource(), String.valueOf(response.code()), took);
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
        var call = Call.of(request);
        listener.requested(call.verb(), call.resource(), NONE, null);
    }

    /** What a request asks for. */
    record Call(String verb, String resource) {

        static Call of(HttpRequest request) {
            return of(
                    request.method(),
                    request.uri().getPath(),
                    Optional.ofNullable(request.uri().getQuery()).orElse(""));
        }

        /** Paths begin with {@code /api/v1} or {@code /apis/<group>/<version>}. */
        static Call of(String method, String path, String query) {
            var words = List.of(path.substring(1).split("/"));
            var rest = words.subList(Math.min(words.size(), words.getFirst().equals("apis") ? 3 : 2), words.size());
            if (rest.isEmpty() || !words.getFirst().startsWith("api")) {
                return new Call(verb(method, false, query), NONE);
            }
            if (rest.getFirst().equals("namespaces") && rest.size() > 2) {
                rest = rest.subList(2, rest.size());
            }
            var resource = rest.size() > 2 ? rest.getFirst() + "/" + rest.get(2) : rest.getFirst();
            return new Call(verb(method, rest.size() > 1, query), resource);
        }

        private static String verb(String method, boolean named, String query) {
            return switch (method) {
                case "GET" -> query.contains("watch=true") ? "watch" : named ? "get" : "list";
                case "POST" -> "create";
                case "PUT" -> "update";
                case "DELETE" -> named ? "delete" : "deletecollection";
                default -> method.toLowerCase(Locale.ROOT);
            };
        }
    }
}
