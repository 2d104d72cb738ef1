package io.claudeflow.swarm.memory.contract;

import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The comments of proto files, by the paths that descriptor.proto defines for them. Thread-safe. */
final class Comments {
    private static final int FILE_MESSAGES = 4;
    private static final int FILE_SERVICES = 6;
    private static final int SERVICE_METHODS = 2;
    private static final int MESSAGE_FIELDS = 2;

    private final Map<FileDescriptor, Map<List<Integer>, String>> read = new HashMap<>();

    String of(ServiceDescriptor service) {
        return at(service.getFile(), List.of(FILE_SERVICES, service.getIndex()));
    }

    String of(MethodDescriptor method) {
        var service = method.getService();
        return at(service.getFile(), List.of(FILE_SERVICES, service.getIndex(), SERVICE_METHODS, method.getIndex()));
    }

    /** Empty for the fields of nested messages, which the contract does not have. */
    String of(FieldDescriptor field) {
        var message = field.getContainingType();
        return message.getContainingType() != null
                ? ""
                : at(field.getFile(), List.of(FILE_MESSAGES, message.getIndex(), MESSAGE_FIELDS, field.getIndex()));
    }

    private synchronized String at(FileDescriptor file, List<Integer> path) {
        return read.computeIfAbsent(file, Comments::read).getOrDefault(path, "");
    }

    private static Map<List<Integer>, String> read(FileDescriptor file) {
        return file.toProto().getSourceCodeInfo().getLocationList().stream()
                .filter(Location::hasLeadingComments)
                .collect(Collectors.toMap(Location::getPathList, Comments::text, (first, second) -> first));
    }

    private static String text(Location location) {
        return location.getLeadingComments()
                .lines()
                .map(String::strip)
                .collect(Collectors.joining(" "))
                .strip();
    }
}
