package io.claudeflow.swarm.memory.grpc;

import io.claudeflow.swarm.memory.agent.AgentSpec;
import io.claudeflow.swarm.memory.analytics.CallerAgent;
import io.claudeflow.swarm.memory.api.v1.EntryServiceGrpc;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.limit.Deadlines;
import io.claudeflow.swarm.memory.operation.Catalog;
import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is around every call: a thread of its own once the request is there, the swarm it is about, its deadline (the
 * nearer one of the caller's and the service's; when it passes, or the caller cancels, the handler's thread is
 * interrupted), and the mapping of failures. Thread-safe.
 */
final class CallGuard implements ServerInterceptor {
    static final Context.Key<String> SWARM = Context.key("swarm");
    static final Metadata.Key<String> SWARM_ID = Metadata.Key.of("swarm-id", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> IF_FENCE =
            Metadata.Key.of(Catalog.IF_FENCE, Metadata.ASCII_STRING_MARSHALLER);

    /** The writes of the service that is not made from the contract. */
    private static final Set<String> FENCEABLE = Set.of(
            EntryServiceGrpc.getPutMethod().getFullMethodName(),
            EntryServiceGrpc.getDeleteMethod().getFullMethodName(),
            EntryServiceGrpc.getBatchMethod().getFullMethodName(),
            EntryServiceGrpc.getClearMethod().getFullMethodName());

    private static final Metadata.Key<String> AGENT_ID = Metadata.Key.of("agent-id", Metadata.ASCII_STRING_MARSHALLER);
    private static final String ADMINISTRATION = "swarm.memory.v1.AdminService";
    private static final Logger LOG = LoggerFactory.getLogger(CallGuard.class);

    private final String ownSwarm;
    private final Deadlines deadlines;
    private final Catalog catalog;
    private final Set<String> unlimited;
    private final Set<String> fenceable;
    private final Executor handlers;
    private final AtomicInteger active = new AtomicInteger();

    /**
     * @param unlimited full names of methods that have no deadline of the service's
     * @param fenceable full names of methods of the contract that take a fence
     * @param handlers runs what may block
     */
    CallGuard(
            String ownSwarm,
            Deadlines deadlines,
            Catalog catalog,
            Set<String> unlimited,
            Set<String> fenceable,
            Executor handlers) {
        this.ownSwarm = ownSwarm;
        this.deadlines = deadlines;
        this.catalog = catalog;
        this.handlers = handlers;
        this.unlimited = Set.copyOf(unlimited);
        this.fenceable = Stream.concat(fenceable.stream(), FENCEABLE.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Calls whose handler is running; a watch of the health service is none. */
    int active() {
        return active.get();
    }

    private static void checkOnce(Metadata headers, Metadata.Key<String> key) {
        var values = headers.getAll(key);
        if (values == null) {
            return;
        }
        var each = values.iterator();
        each.next();
        if (each.hasNext()) {
            throw MemoryException.invalid(key.name(), "several times", "at most once");
        }
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var named = headers.get(SWARM_ID);
        var swarm = named == null ? ownSwarm : named;
        var fence = headers.get(IF_FENCE);
        var agent = headers.get(AGENT_ID);
        var method = call.getMethodDescriptor();
        boolean timed =
                !ADMINISTRATION.equals(method.getServiceName()) && !unlimited.contains(method.getFullMethodName());
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onHalfClose() {
                var context = Context.current().withValue(SWARM, swarm);
                active.incrementAndGet();
                handlers.execute(() -> handle(context));
            }

            private void handle(Context context) {
                var interruption = new Interruption(Thread.currentThread());
                context.addListener(interruption, Runnable::run);
                var running = timed ? deadlines.begin() : null;
                try {
                    EntryKey.checkSwarm(swarm);
                    checkOnce(headers, SWARM_ID);
                    checkOnce(headers, AGENT_ID);
                    catalog.fenced(swarm, fence, fenceable.contains(method.getFullMethodName()), () -> {
                        run(context, agent, super::onHalfClose);
                        return swarm;
                    });
                } catch (RuntimeException | Error e) {
                    boolean overdue = running != null && running.end();
                    fail(call, e, interruption.end() || overdue);
                } finally {
                    active.decrementAndGet();
                    context.removeListener(interruption);
                    if (running != null) {
                        running.end();
                    }
                    interruption.end();
                }
            }
        };
    }

    /** Runs the handler, in the name of an agent when the call names one. */
    private static void run(Context context, @Nullable String agent, Runnable handler) {
        if (agent == null) {
            context.run(handler);
        } else {
            Names.check("agent-id", agent, AgentSpec.MAX_ID_BYTES);
            ScopedValue.where(CallerAgent.ID, agent).run(() -> context.run(handler));
        }
    }

    private static void fail(ServerCall<?, ?> call, Throwable failure, boolean overdue) {
        if (call.isCancelled()) {
            return;
        }
        var status = overdue ? GrpcFailures.overdue() : status(call, failure);
        var trailers = Status.trailersFromThrowable(status);
        call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    private static StatusRuntimeException status(ServerCall<?, ?> call, Throwable failure) {
        if (failure instanceof MemoryException known
                && known.kind() != FailureKind.INTERNAL
                && known.kind() != FailureKind.CORRUPT) {
            return GrpcFailures.status(known);
        }
        LOG.atError()
                .setCause(failure)
                .addKeyValue("method", call.getMethodDescriptor().getFullMethodName())
                .log("call failed");
        return failure instanceof MemoryException known ? GrpcFailures.status(known) : GrpcFailures.defect();
    }

    /** Interrupts a handler whose call ends before it does; the regular end of a call has no cause. */
    private static final class Interruption implements Context.CancellationListener {
        private final Thread thread;
        private boolean ended;
        private boolean interrupted;

        Interruption(Thread thread) {
            this.thread = thread;
        }

        @Override
        public synchronized void cancelled(Context context) {
            if (!ended && context.cancellationCause() != null) {
                interrupted = true;
                thread.interrupt();
            }
        }

        /** Ends the watch, clears the interruption if there was one, and tells whether there was. */
        synchronized boolean end() {
            if (!ended) {
                ended = true;
                if (interrupted) {
                    Thread.interrupted();
                }
            }
            return interrupted;
        }
    }
}
