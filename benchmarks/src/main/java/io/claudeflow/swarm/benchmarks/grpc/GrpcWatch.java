package io.claudeflow.swarm.benchmarks.grpc;

import com.google.protobuf.DynamicMessage;
import io.claudeflow.swarm.benchmarks.peer.WatchListener;
import io.claudeflow.swarm.benchmarks.peer.WatchPeer;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

/** Watches over gRPC streams: a channel for each, events told on the thread that receives them. */
public final class GrpcWatch implements WatchPeer {
    private final WatchMethod method = WatchMethod.load();
    private final int port;

    public GrpcWatch(int port) {
        this.port = port;
    }

    @Override
    public String name() {
        return "gRPC";
    }

    @Override
    public Watch watch(String namespace, WatchListener listener) {
        ManagedChannel channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .disableRetry()
                .directExecutor()
                .build();
        ClientCalls.asyncServerStreamingCall(
                channel.newCall(method.descriptor(), CallOptions.DEFAULT),
                method.request(namespace),
                new Observer(method, channel, listener));
        return channel::shutdownNow;
    }

    private record Observer(WatchMethod method, ManagedChannel channel, WatchListener listener)
            implements StreamObserver<DynamicMessage> {
        @Override
        public void onNext(DynamicMessage event) {
            String type = method.type(event);
            switch (type) {
                case "SYNC_COMPLETE" -> listener.synced();
                case "MEMORY_UPDATED" -> listener.changed(method.key(event));
                case "HEARTBEAT" -> {}
                default -> listener.ended(type + " " + method.reason(event));
            }
        }

        @Override
        public void onError(Throwable failure) {
            ended(failure.toString());
        }

        @Override
        public void onCompleted() {
            ended("the stream ended");
        }

        private void ended(String reason) {
            if (!channel.isShutdown()) {
                listener.ended(reason);
            }
        }
    }
}
