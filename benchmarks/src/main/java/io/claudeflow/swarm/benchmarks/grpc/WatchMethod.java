package io.claudeflow.swarm.benchmarks.grpc;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * {@code WatchService.Watch}, made from the compiled contract as any client without generated code makes it: nothing is
 * generated for this service. Immutable.
 */
final class WatchMethod {
    private static final String CONTRACT = "/swarm/memory/v1/contract.desc";
    private static final String FILE = "swarm/memory/v1/watch.proto";

    private final com.google.protobuf.Descriptors.MethodDescriptor method;
    private final FieldDescriptor type;
    private final FieldDescriptor key;
    private final FieldDescriptor reason;

    private WatchMethod(FileDescriptor file) {
        method = file.findServiceByName("WatchService").findMethodByName("Watch");
        type = field(method.getOutputType(), "type");
        key = field(method.getOutputType(), "key");
        reason = field(method.getOutputType(), "reason");
    }

    static WatchMethod load() {
        try (InputStream in = WatchMethod.class.getResourceAsStream(CONTRACT)) {
            Map<String, FileDescriptor> files = new HashMap<>();
            for (FileDescriptorProto file : FileDescriptorSet.parseFrom(Objects.requireNonNull(in, CONTRACT))
                    .getFileList()) {
                // The compiler writes a file after those that it imports.
                FileDescriptor[] imported =
                        file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
                files.put(file.getName(), FileDescriptor.buildFrom(file, imported));
            }
            return new WatchMethod(Objects.requireNonNull(files.get(FILE), FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + CONTRACT + " failed", e);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(CONTRACT + " is no contract", e);
        }
    }

    MethodDescriptor<DynamicMessage, DynamicMessage> descriptor() {
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(
                        method.getService().getFullName(), method.getName()))
                .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
                .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                .build();
    }

    /** Asks for the changes of one namespace's entries. */
    DynamicMessage request(String namespace) {
        Descriptor request = method.getInputType();
        return DynamicMessage.newBuilder(request)
                .setField(field(request, "namespace"), namespace)
                .addRepeatedField(field(request, "tables"), "memory_store")
                .build();
    }

    /** The event's type without the prefix of its enum, such as {@code SYNC_COMPLETE}. */
    String type(DynamicMessage event) {
        return event.getField(type).toString().replace("WATCH_EVENT_TYPE_", "");
    }

    String key(DynamicMessage event) {
        return (String) event.getField(key);
    }

    String reason(DynamicMessage event) {
        return (String) event.getField(reason);
    }

    private static FieldDescriptor field(Descriptor type, String name) {
        return Objects.requireNonNull(type.findFieldByName(name), name);
    }
}
