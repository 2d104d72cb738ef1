package io.claudeflow.swarm.memory.grpc;

import io.claudeflow.swarm.memory.api.v1.AdminServiceGrpc;
import io.claudeflow.swarm.memory.api.v1.EntryServiceGrpc;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.limit.ByteBudget;
import io.claudeflow.swarm.memory.limit.Deadlines;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.operation.Catalog;
import io.claudeflow.swarm.memory.stats.ServiceStatistics;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The gRPC listener: entries, administration, health, reflection. Event loops read and parse requests; what handles
 * them runs on virtual threads, since one blocking call on a loop would stall every connection. Thread-safe.
 */
public final class GrpcApi implements AutoCloseable {
    private static final List<String> SERVICES =
            List.of("", EntryServiceGrpc.SERVICE_NAME, AdminServiceGrpc.SERVICE_NAME);
    private static final Duration DRAIN_POLL = Duration.ofMillis(10);
    private static final int MAX_METADATA_BYTES = 16 * 1024;

    private final HealthStatusManager health = new HealthStatusManager();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            new DefaultThreadFactory("grpc", true),
            NioIoHandler.newFactory());
    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    private final Deadlines deadlines;
    private final ContractGrpcServices contract;
    private final CallGuard guard;
    private final Server server;

    /** @param budget shared by all edges */
    public GrpcApi(
            GrpcOptions options,
            EntryStore entries,
            Maintenance maintenance,
            ServiceStatistics.Source statistics,
            Catalog catalog,
            ByteBudget budget) {
        contract = new ContractGrpcServices(catalog, options.maxAnswerBytes());
        deadlines = new Deadlines(options.requestTimeout(), "grpc");
        guard = new CallGuard(
                options.swarm(), deadlines, catalog, contract.unlimited(), contract.fenceable(), handlers);
        var builder = NettyServerBuilder.forAddress(new InetSocketAddress(options.bindAddress(), options.port()))
                .channelType(NioServerSocketChannel.class)
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                // CallGuard hands over what may block, once for each call.
                .directExecutor()
                .maxInboundMessageSize(options.maxRequestBytes())
                .maxInboundMetadataSize(MAX_METADATA_BYTES)
                .permitKeepAliveTime(10, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(ServerInterceptors.intercept(new EntryGrpcService(entries, budget), guard))
                .addService(ServerInterceptors.intercept(new AdminGrpcService(maintenance, statistics), guard))
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .addService(reflectionOfOlderTools());
        contract.definitions().forEach(service -> builder.addService(ServerInterceptors.intercept(service, guard)));
        server = builder.build();
        services().forEach(service -> health.setStatus(service, ServingStatus.NOT_SERVING));
    }

    /** Many tools and the clients of some languages know reflection only under its first name. */
    @SuppressWarnings("deprecation")
    private static BindableService reflectionOfOlderTools() {
        return ProtoReflectionService.newInstance();
    }

    /** Binds the port; throws when it is taken. */
    public void start() {
        deadlines.start();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("gRPC cannot listen: " + e.getMessage(), e);
        }
        services().forEach(service -> health.setStatus(service, ServingStatus.SERVING));
    }

    private List<String> services() {
        return Stream.concat(SERVICES.stream(), contract.names().stream()).toList();
    }

    public int port() {
        return server.getPort();
    }

    /** From now on health says NOT_SERVING, whoever asks and whoever watches. */
    public void stopping() {
        contract.stopping();
        health.enterTerminalState();
    }

    /** Takes no more calls and waits until none is running; false when the time was up first. */
    public boolean awaitIdle(Duration patience) {
        server.shutdown();
        long end = System.nanoTime() + patience.toNanos();
        while (guard.active() > 0) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(DRAIN_POLL.toNanos());
        }
        return true;
    }

    @Override
    public void close() {
        server.shutdownNow();
        deadlines.close();
        handlers.shutdown();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
