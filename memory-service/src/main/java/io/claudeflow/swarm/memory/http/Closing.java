package io.claudeflow.swarm.memory.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * Ends a connection after its answer when the client or the answer said {@code Connection: close}. The framework only
 * says so and reads on: a client that waits for the end would wait, and the rest of a body would be the next request.
 */
final class Closing implements Filter {
    static boolean isAsked(ServerRequest request, ServerResponse response) {
        return response.headers().containsToken(HeaderValues.CONNECTION_CLOSE)
                || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    }

    /** To be thrown when the answer is sent. */
    static CloseConnectionException now() {
        return new CloseConnectionException("the connection was to end with this answer");
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        chain.proceed();
        if (isAsked(request, response)) {
            throw now();
        }
    }
}
