package io.claudeflow.swarm.benchmarks.grpc;

import com.google.protobuf.UnsafeByteOperations;
import io.claudeflow.swarm.benchmarks.peer.Peer;
import io.claudeflow.swarm.benchmarks.peer.PeerClient;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.peer.PeerServer;
import io.claudeflow.swarm.memory.api.v1.EntryServiceGrpc;
import io.claudeflow.swarm.memory.api.v1.GetRequest;
import io.claudeflow.swarm.memory.api.v1.PutRequest;
import io.claudeflow.swarm.memory.api.v1.Value;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/** The memory service over gRPC: unary {@code Put} and {@code Get}, a channel of its own for each client. */
public final class GrpcPeer implements Peer {
    private final PeerServer server;
    private final int port;

    public GrpcPeer(PeerServer server, int port) {
        this.server = server;
        this.port = port;
    }

    @Override
    public String name() {
        return "swarm-memory gRPC";
    }

    @Override
    public PeerServer server() {
        return server;
    }

    /** A channel connects with its first call, so one is made here. */
    @Override
    public PeerClient connect() throws PeerException {
        ManagedChannel channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .disableRetry()
                .build();
        Client client = new Client(channel, EntryServiceGrpc.newBlockingStub(channel));
        try {
            client.get("connect");
            return client;
        } catch (PeerException e) {
            client.close();
            throw e;
        }
    }

    private record Client(ManagedChannel channel, EntryServiceGrpc.EntryServiceBlockingStub stub)
            implements PeerClient {
        private static final String NAMESPACE = "bench";

        /** The array may be handed over unsafely: the next value is written only after the answer. */
        @Override
        public void put(String key, byte[] value) throws PeerException {
            PutRequest request = PutRequest.newBuilder()
                    .setNamespace(NAMESPACE)
                    .setKey(key)
                    .setValue(Value.newBuilder().setBinary(UnsafeByteOperations.unsafeWrap(value)))
                    .build();
            try {
                stub.put(request);
            } catch (StatusRuntimeException e) {
                throw failure("Put", key, e);
            }
        }

        @Override
        public byte @Nullable [] get(String key) throws PeerException {
            GetRequest request =
                    GetRequest.newBuilder().setNamespace(NAMESPACE).setKey(key).build();
            try {
                return stub.get(request).getEntry().getValue().getBinary().toByteArray();
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                    return null;
                }
                throw failure("Get", key, e);
            }
        }

        private PeerException failure(String method, String key, StatusRuntimeException e) {
            String message = method + " " + key + ": " + e.getStatus();
            return channel.isShutdown() ? PeerException.lost(message, e) : PeerException.refused(message, e);
        }

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }
}
