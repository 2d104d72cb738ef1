package io.claudeflow.swarm.memory.contract;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.claudeflow.swarm.memory.api.v1.Options;
import java.util.Locale;

/** How the names of proto files are written elsewhere. */
final class ProtoNames {
    private ProtoNames() {}

    /** {@code assigned_to} as JSON writes it: {@code assignedTo}. */
    static String json(String proto) {
        var name = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < proto.length(); i++) {
            char c = proto.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return name.toString();
    }

    /** {@code TASK_STATUS_IN_PROGRESS} of the enum {@code TaskStatus} as JSON writes it: {@code in_progress}. */
    static String word(String enumName, String value) {
        var prefix = snake(enumName) + "_";
        return value.startsWith(prefix)
                ? value.substring(prefix.length()).toLowerCase(Locale.ROOT)
                : value.toLowerCase(Locale.ROOT);
    }

    /** {@code UpdateStatus} and {@code updateStatus} on a command line: {@code update-status}. */
    static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    static String command(ServiceDescriptor service) {
        var named = service.getOptions().getExtension(Options.command);
        return named.isEmpty() ? kebab(service.getName().replaceAll("Service$", "")) : named;
    }

    private static String snake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }
}
