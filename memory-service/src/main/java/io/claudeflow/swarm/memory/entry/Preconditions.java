package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * From what callers write, revisions such as {@code 1-42} or {@code *}, to a {@link Precondition}. An empty list
 * states nothing.
 */
public final class Preconditions {
    public static final String ANY = "*";
    private static final String EXPECTED = "* or revisions such as 1-42";

    private Preconditions() {}

    /**
     * Reads the two lists, of which one must be empty.
     *
     * @param ifMatchField the name to report for {@code ifMatch}
     * @param ifNoneMatchField the name to report for {@code ifNoneMatch}
     */
    public static Precondition of(
            String ifMatchField, List<String> ifMatch, String ifNoneMatchField, List<String> ifNoneMatch) {
        if (!ifMatch.isEmpty() && !ifNoneMatch.isEmpty()) {
            throw MemoryException.invalid(
                    ifNoneMatchField,
                    String.join(", ", ifNoneMatch),
                    "only one of " + ifMatchField + " and " + ifNoneMatchField);
        }
        if (!ifMatch.isEmpty()) {
            return isAny(ifMatchField, ifMatch)
                    ? Precondition.PRESENT
                    : new Precondition.WrittenAt(revisions(ifMatchField, ifMatch));
        }
        if (!ifNoneMatch.isEmpty()) {
            return isAny(ifNoneMatchField, ifNoneMatch)
                    ? Precondition.ABSENT
                    : new Precondition.NotWrittenAt(revisions(ifNoneMatchField, ifNoneMatch));
        }
        return Precondition.NONE;
    }

    private static boolean isAny(String field, List<String> tags) {
        if (tags.size() > 1 && tags.contains(ANY)) {
            throw MemoryException.invalid(field, String.join(", ", tags), EXPECTED);
        }
        return tags.getFirst().equals(ANY);
    }

    private static Set<Revision> revisions(String field, List<String> tags) {
        var revisions = new LinkedHashSet<Revision>();
        for (var tag : tags) {
            revisions.add(Revision.parse(field, tag));
        }
        return revisions;
    }
}
