package io.claudeflow.swarm.memory.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.claudeflow.swarm.memory.contract.ProtoJson;
import io.claudeflow.swarm.memory.contract.Rpc;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.operation.Catalog;
import io.claudeflow.swarm.memory.operation.Sink;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The services of the contract, made from its descriptors; nothing is generated for them. Thread-safe. */
final class ContractGrpcServices {
    private final Catalog catalog;
    private final Map<String, List<Rpc>> services;
    private final long maxAnswerBytes;
    private volatile boolean stopping;

    /** @param maxAnswerBytes the largest answer, as JSON */
    ContractGrpcServices(Catalog catalog, long maxAnswerBytes) {
        this.catalog = catalog;
        this.maxAnswerBytes = maxAnswerBytes;
        this.services = catalog.contract().rpcs().stream()
                .collect(Collectors.groupingBy(
                        rpc -> catalog.contract().descriptor(rpc).getService().getFullName(),
                        TreeMap::new,
                        Collectors.toList()));
    }

    /** The full names of the services. */
    Set<String> names() {
        return services.keySet();
    }

    /** The full names of the methods that take as long as they take. */
    Set<String> unlimited() {
        return catalog.contract().rpcs().stream()
                .filter(Rpc::unlimited)
                .map(this::fullName)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The full names of the methods that take a fence. */
    Set<String> fenceable() {
        return catalog.contract().rpcs().stream()
                .filter(Rpc::fenceable)
                .map(this::fullName)
                .collect(Collectors.toUnmodifiableSet());
    }

    List<ServerServiceDefinition> definitions() {
        return services.entrySet().stream()
                .map(service -> definition(service.getKey(), service.getValue()))
                .toList();
    }

    /** From now on streams end. */
    void stopping() {
        stopping = true;
    }

    private record Schema(FileDescriptor getFileDescriptor) implements ProtoFileDescriptorSupplier {}

    private ServerServiceDefinition definition(String name, List<Rpc> rpcs) {
        var methods = new LinkedHashMap<Rpc, MethodDescriptor<DynamicMessage, DynamicMessage>>();
        rpcs.forEach(rpc -> methods.put(rpc, method(rpc)));
        var file = catalog.contract().descriptor(rpcs.getFirst()).getFile();
        var service = ServiceDescriptor.newBuilder(name).setSchemaDescriptor(new Schema(file));
        methods.values().forEach(service::addMethod);
        var definition = ServerServiceDefinition.builder(service.build());
        methods.forEach((rpc, method) -> definition.addMethod(
                method,
                rpc.streaming()
                        ? ServerCalls.asyncServerStreamingCall((request, observer) -> stream(rpc, request, observer))
                        : ServerCalls.asyncUnaryCall((request, observer) -> answer(rpc, request, observer))));
        return definition.build();
    }

    private MethodDescriptor<DynamicMessage, DynamicMessage> method(Rpc rpc) {
        var descriptor = catalog.contract().descriptor(rpc);
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(rpc.streaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY)
                .setFullMethodName(fullName(rpc))
                .setRequestMarshaller(
                        ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(descriptor.getInputType())))
                .setResponseMarshaller(
                        ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(descriptor.getOutputType())))
                .build();
    }

    private String fullName(Rpc rpc) {
        var descriptor = catalog.contract().descriptor(rpc);
        return MethodDescriptor.generateFullMethodName(descriptor.getService().getFullName(), descriptor.getName());
    }

    private void answer(Rpc rpc, DynamicMessage request, StreamObserver<DynamicMessage> observer) {
        var answer = catalog.call(
                rpc,
                CallGuard.SWARM.get(),
                JsonSlice.body(ProtoJson.write(request)).object());
        observer.onNext(message(rpc, answer));
        observer.onCompleted();
    }

    private void stream(Rpc rpc, DynamicMessage request, StreamObserver<DynamicMessage> observer) {
        var call = (ServerCallStreamObserver<DynamicMessage>) observer;
        catalog.stream(
                rpc,
                CallGuard.SWARM.get(),
                JsonSlice.body(ProtoJson.write(request)).object(),
                new CallSink(rpc, call));
        if (!call.isCancelled()) {
            call.onCompleted();
        }
    }

    private DynamicMessage message(Rpc rpc, JsonWriter answer) {
        if (answer.length() > maxAnswerBytes) {
            throw MemoryException.limit(
                    "answer",
                    answer.length() + " bytes",
                    "at most " + maxAnswerBytes + " bytes over gRPC, by the size of the heap; HTTP has no such limit");
        }
        return ProtoJson.read(
                answer.toBytes(), catalog.contract().descriptor(rpc).getOutputType());
    }

    /** Waits while the client's window is full, so that a slow client holds its own handler and nothing else. */
    private final class CallSink implements Sink {
        private static final Duration POLL = Duration.ofMillis(5);

        private final Rpc rpc;
        private final ServerCallStreamObserver<DynamicMessage> call;

        CallSink(Rpc rpc, ServerCallStreamObserver<DynamicMessage> call) {
            this.rpc = rpc;
            this.call = call;
        }

        @Override
        public boolean isOpen() {
            return !stopping
                    && !call.isCancelled()
                    && !Context.current().isCancelled()
                    && !Thread.currentThread().isInterrupted();
        }

        @Override
        public void send(JsonWriter answer) {
            while (isOpen() && !call.isReady()) {
                LockSupport.parkNanos(POLL.toNanos());
            }
            if (isOpen()) {
                call.onNext(message(rpc, answer));
            }
        }

        @Override
        public void keepAlive() {
            // HTTP/2 has pings of its own.
        }
    }
}
