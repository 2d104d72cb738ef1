package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.agent.AgentSpec;
import io.claudeflow.swarm.memory.analytics.CallerAgent;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.limit.Deadlines;
import io.claudeflow.swarm.memory.operation.Catalog;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every request before the framework's own routing, which would decode and normalise the path; finds the
 * operation, runs it within its deadline, and turns every failure into a problem document. Thread-safe.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final HeaderName IF_FENCE = HeaderNames.create(Catalog.IF_FENCE);
    private static final HeaderName AGENT_ID = HeaderNames.create("Agent-Id");
    /** Answers after which the thread of one of them lets the others go on. */
    private static final int TURN = 8;

    private static final Duration DRAIN_POLL = Duration.ofMillis(10);

    private final Operations operations;
    private final ContractRoutes contractRoutes;
    private final ContractHandlers contract;
    private final Catalog catalog;
    private final RequestBodies bodies;
    private final Deadlines deadlines;
    private final String ownSwarm;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean stopping;

    Dispatcher(Operations operations, Catalog catalog, RequestBodies bodies, Deadlines deadlines, String ownSwarm) {
        this.operations = operations;
        this.contractRoutes = new ContractRoutes(catalog.contract());
        this.contract = new ContractHandlers(catalog);
        this.catalog = catalog;
        this.bodies = bodies;
        this.deadlines = deadlines;
        this.ownSwarm = ownSwarm;
    }

    /** From now on the service is not ready, and connections close after their next answer. */
    void stopping() {
        stopping = true;
    }

    /** Waits until no request is running; false when the time was up first. */
    boolean awaitIdle(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (active.get() > 0) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(DRAIN_POLL.toNanos());
        }
        return true;
    }

    void handle(RoutingRequest request, RoutingResponse response) {
        active.incrementAndGet();
        try (var body = bodies.of(request)) {
            var answer = answerForAgent(request, response, body);
            if (answer == null) {
                // The answer said so, but with a stream the framework would keep the connection.
                throw new CloseConnectionException("the stream has ended");
            }
            if (answer.status() >= 400 && body.present()) {
                body.discard();
                response.headers().set(HeaderValues.CONNECTION_CLOSE);
            }
            if (stopping) {
                response.headers().set(HeaderValues.CONNECTION_CLOSE);
            }
            AnswerWriter.send(request, response, answer);
            if (Closing.isAsked(request, response)) {
                body.discard();
                throw Closing.now();
            }
        } finally {
            active.decrementAndGet();
        }
        giveWay();
    }

    /**
     * A client that answers at once keeps its connection's virtual thread running, which nothing preempts: the others
     * would wait for tens of milliseconds.
     */
    @SuppressWarnings("ThreadPriorityCheck") // Only who is served next depends on it.
    private void giveWay() {
        if (answered.incrementAndGet() % TURN == 0) {
            Thread.yield();
        }
    }

    /** Says for whom the call is made when its header does. */
    private @Nullable Answer answerForAgent(
            RoutingRequest request, RoutingResponse response, RequestBodies.Lease body) {
        String agent;
        try {
            agent = CallHeaders.one(request, AGENT_ID).orElse(null);
            if (agent != null) {
                Names.check("Agent-Id", agent, AgentSpec.MAX_ID_BYTES);
            }
        } catch (MemoryException e) {
            return Answer.of(Problem.of(e), RequestTarget.path(request));
        }
        if (agent == null) {
            return answer(request, response, body);
        }
        return ScopedValue.where(CallerAgent.ID, agent).call(() -> answer(request, response, body));
    }

    /** Null when the answer was a stream and is sent. */
    private @Nullable Answer answer(RoutingRequest request, RoutingResponse response, RequestBodies.Lease body) {
        var instance = RequestTarget.path(request);
        var timed = deadlines.begin();
        try {
            if (request.prologue().fragment().hasValue()) {
                throw MemoryException.invalid("path", instance + "#…", "# written as %23");
            }
            var method = request.prologue().method().text();
            return switch (RouteMatch.of(method, instance)) {
                case RouteMatch.Found found -> {
                    if (found.route().isAdministration()) {
                        timed.end();
                    }
                    var exchange = new Exchange(request, found, ownSwarm, body);
                    yield catalog.fenced(
                            exchange.swarm(),
                            fence(request),
                            found.route().isFenceable(),
                            () -> operations.run(exchange, stopping));
                }
                case RouteMatch.WrongMethod wrong -> throw new WrongTarget(method, wrong.allowed());
                case RouteMatch.Unknown unknown -> {
                    var found = contractRoutes
                            .find(method, instance)
                            .orElseThrow(() -> new WrongTarget(method, contractRoutes.allowed(instance)));
                    yield contractAnswer(new ContractExchange(request, found, ownSwarm, body), response, timed);
                }
            };
        } catch (MemoryException e) {
            return Answer.of(problem(e, timed.end()), instance);
        } catch (UnsupportedMediaType e) {
            return Answer.of(e.problem(), instance);
        } catch (WrongTarget e) {
            return e.answer(instance);
        } catch (CloseConnectionException e) {
            throw e;
        } catch (RuntimeException e) {
            return failed(request, e, timed.end(), instance);
        } finally {
            timed.end();
        }
    }

    private @Nullable Answer contractAnswer(
            ContractExchange exchange, RoutingResponse response, Deadlines.Running timed) {
        var rpc = exchange.rpc();
        if (rpc.unlimited()) {
            timed.end();
        }
        var fence = fence(exchange.request());
        if (!rpc.streaming()) {
            return catalog.fenced(exchange.swarm(), fence, rpc.fenceable(), () -> contract.call(exchange));
        }
        if (fence != null) {
            throw catalog.unfenceable(fence);
        }
        var stream = new AnswerStream(response, AnswerStream.Form.of(exchange), () -> stopping);
        try {
            contract.stream(exchange, stream);
        } catch (RuntimeException e) {
            if (!stream.begun()) {
                throw e;
            }
            var problem = e instanceof MemoryException known
                    ? problem(known, false)
                    : Problem.of(ProblemKind.INTERNAL, "A defect of the service; its log has the cause.");
            stream.fail(problem.toBytes(rpc.path().text()));
        }
        stream.close();
        return null;
    }

    private static @Nullable String fence(ServerRequest request) {
        var lines = request.headers().all(IF_FENCE, List::of);
        return lines.isEmpty() ? null : String.join(",", lines);
    }

    private static Problem problem(MemoryException failure, boolean overdue) {
        if (overdue) {
            return Problem.of(ProblemKind.DEADLINE_EXCEEDED, "the request took longer than REQUEST_TIMEOUT allows");
        }
        if (failure.kind() == FailureKind.INTERNAL || failure.kind() == FailureKind.CORRUPT) {
            LOG.atError().setCause(failure).log("request failed");
        }
        return Problem.of(failure);
    }

    private static Answer failed(RoutingRequest request, RuntimeException e, boolean overdue, String instance) {
        if (overdue) {
            return Answer.of(
                    Problem.of(ProblemKind.DEADLINE_EXCEEDED, "the request took longer than REQUEST_TIMEOUT allows"),
                    instance);
        }
        LOG.atError()
                .setCause(e)
                .addKeyValue("method", request.prologue().method().text())
                .addKeyValue("path", instance)
                .log("request failed");
        return Answer.of(Problem.of(ProblemKind.INTERNAL, "A defect of the service; its log has the cause."), instance);
    }

    /** A path or method that no operation has. */
    private static final class WrongTarget extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String method;
        private final String allowed;

        WrongTarget(String method, List<String> allowed) {
            this.method = method;
            this.allowed = String.join(", ", allowed);
        }

        Answer answer(String instance) {
            if (allowed.isEmpty()) {
                return Answer.of(
                        Problem.of(ProblemKind.UNKNOWN_PATH, "path", instance, "a path of /openapi/v1.yaml"), instance);
            }
            return Answer.of(Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "method", method, allowed), instance)
                    .with("Allow", allowed);
        }
    }
}
