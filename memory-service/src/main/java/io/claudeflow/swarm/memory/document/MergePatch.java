package io.claudeflow.swarm.memory.document;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * JSON Merge Patch (RFC 7396): members of the patch replace those of the target, {@code null} removes one, objects are
 * patched member by member, everything else replaces as a whole.
 */
public final class MergePatch {
    private MergePatch() {}

    /** The target after the patch; neither is changed. */
    public static Document apply(Document target, Document patch) {
        if (!(patch instanceof Document.Fields changes)) {
            return patch;
        }
        Map<String, Document> result = target instanceof Document.Fields fields
                ? new LinkedHashMap<>(fields.members())
                : new LinkedHashMap<>();
        for (var change : changes.members().entrySet()) {
            if (change.getValue() instanceof Document.Null) {
                result.remove(change.getKey());
            } else {
                var before = result.getOrDefault(change.getKey(), Document.Null.VALUE);
                result.put(change.getKey(), apply(before, change.getValue()));
            }
        }
        return new Document.Fields(result);
    }
}
