package io.claudeflow.swarm.memory.contract;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.ExtensionRegistry;
import io.claudeflow.swarm.memory.api.v1.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every operation that has a path, from the compiled proto files. The services with an edge of their own
 * (EntryService, AdminService) have none and are not here. Immutable, thread-safe.
 */
public final class Contract {
    private static final String RESOURCE = "/swarm/memory/v1/contract.desc";
    private static final String PACKAGE = "swarm.memory.v1";

    private final Map<String, Rpc> rpcs = new TreeMap<>();
    private final Map<String, MethodDescriptor> descriptors = new HashMap<>();

    private Contract(FileDescriptorSet set) {
        var comments = new Comments();
        var shapes = new Shapes(comments);
        for (var file : files(set)) {
            if (file.getPackage().equals(PACKAGE)) {
                for (var service : file.getServices()) {
                    service.getMethods().forEach(method -> add(shapes, comments, method));
                }
            }
        }
    }

    /** Reads the contract of this program. */
    public static Contract load() {
        try (var input = Contract.class.getResourceAsStream(RESOURCE)) {
            if (input == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path (expected: in memory-api)");
            }
            var known = ExtensionRegistry.newInstance();
            known.add(AnnotationsProto.http);
            known.add(Options.json);
            known.add(Options.transactional);
            known.add(Options.waits);
            known.add(Options.command);
            return new Contract(FileDescriptorSet.parseFrom(input, known));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + RESOURCE + " failed", e);
        }
    }

    /** By name. */
    public List<Rpc> rpcs() {
        return List.copyOf(rpcs.values());
    }

    public Optional<Rpc> rpc(String name) {
        return Optional.ofNullable(rpcs.get(name));
    }

    /** What the gRPC edge needs beyond {@link Rpc}. */
    public MethodDescriptor descriptor(Rpc rpc) {
        var descriptor = descriptors.get(rpc.name());
        if (descriptor == null) {
            throw new IllegalArgumentException(rpc.name() + " (expected: an operation of this contract)");
        }
        return descriptor;
    }

    private void add(Shapes shapes, Comments comments, MethodDescriptor method) {
        if (!method.getOptions().hasExtension(AnnotationsProto.http)) {
            return;
        }
        var rule = method.getOptions().getExtension(AnnotationsProto.http);
        var name = method.getService().getName() + "." + method.getName();
        var rpc = new Rpc(
                name,
                ProtoNames.command(method.getService()),
                comments.of(method.getService()),
                rule.getPatternCase().name(),
                PathTemplate.parse(path(rule)),
                !rule.getBody().isEmpty(),
                method.getOptions().getExtension(Options.transactional),
                method.getOptions().getExtension(Options.waits),
                method.isServerStreaming(),
                shapes.of(method.getInputType()),
                shapes.of(method.getOutputType()),
                comments.of(method));
        rpcs.put(name, rpc);
        descriptors.put(name, method);
    }

    private static String path(HttpRule rule) {
        return switch (rule.getPatternCase()) {
            case GET -> rule.getGet();
            case PUT -> rule.getPut();
            case POST -> rule.getPost();
            case DELETE -> rule.getDelete();
            case PATCH -> rule.getPatch();
            case CUSTOM, PATTERN_NOT_SET ->
                throw new IllegalStateException("http rule " + rule + " (expected: get, put, post, delete or patch)");
        };
    }

    private static List<FileDescriptor> files(FileDescriptorSet set) {
        var protos = new LinkedHashMap<String, FileDescriptorProto>();
        set.getFileList().forEach(file -> protos.put(file.getName(), file));
        var built = new LinkedHashMap<String, FileDescriptor>();
        protos.keySet().forEach(name -> build(name, protos, built));
        return List.copyOf(built.values());
    }

    private static FileDescriptor build(
            String name, Map<String, FileDescriptorProto> protos, Map<String, FileDescriptor> built) {
        var known = built.get(name);
        if (known != null) {
            return known;
        }
        var proto = protos.get(name);
        if (proto == null) {
            throw new IllegalStateException(RESOURCE + " lacks " + name);
        }
        var dependencies = new ArrayList<FileDescriptor>();
        proto.getDependencyList().forEach(dependency -> dependencies.add(build(dependency, protos, built)));
        try {
            var file = FileDescriptor.buildFrom(proto, dependencies.toArray(FileDescriptor[]::new));
            built.put(name, file);
            return file;
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(name + " in " + RESOURCE + " is damaged", e);
        }
    }
}
