package io.claudeflow.swarm.operator.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metadata by which entries and tasks of a memory name the resource they were written for. */
public final class Marks {
    /** Namespace and name of the resource, with a slash between them. */
    public static final String RESOURCE = "swarm.claudeflow.io/resource";
    /** Uid of the resource. */
    public static final String UID = "swarm.claudeflow.io/uid";

    private Marks() {}

    /** {@code members} that are there, and the resource. */
    public static Map<String, Object> with(Map<String, @Nullable Object> members, String resource, String uid) {
        var metadata = new LinkedHashMap<String, Object>();
        members.forEach((name, value) -> {
            if (value != null) {
                metadata.put(name, value);
            }
        });
        metadata.put(RESOURCE, resource);
        metadata.put(UID, uid);
        return metadata;
    }

    /** How entries and tasks name a resource. */
    public static String resource(String namespace, String name) {
        return namespace + "/" + name;
    }
}
