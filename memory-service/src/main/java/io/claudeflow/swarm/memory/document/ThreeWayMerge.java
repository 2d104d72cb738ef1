package io.claudeflow.swarm.memory.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges two documents that grew from one base. A side that did not change gives way to the one that did; equal changes
 * agree; objects are merged member by member; arrays and scalars are one piece. What both sides changed differently is
 * a conflict, named by its JSON Pointer (RFC 6901). Exchanging the sides changes at most the order of members.
 */
public final class ThreeWayMerge {
    private final List<String> conflicts = new ArrayList<>();

    private ThreeWayMerge() {}

    /** What came of a merge. */
    public sealed interface Result {
        /** Both sides fit into one document. */
        record Merged(Document document) implements Result {}

        /** The places that both sides changed differently, in the order of members; the empty pointer is the root. */
        record Conflicting(List<String> pointers) implements Result {
            public Conflicting {
                pointers = List.copyOf(pointers);
            }
        }
    }

    /** Merges two documents; a base that is unknown counts as absent, so members that only one side has survive. */
    public static Result merge(@Nullable Document base, Document ours, Document theirs) {
        var merge = new ThreeWayMerge();
        var merged = merge.member("", base, ours, theirs);
        return merge.conflicts.isEmpty() && merged != null
                ? new Result.Merged(merged)
                : new Result.Conflicting(merge.conflicts);
    }

    /** The merged member, or null when it is gone or in conflict. */
    private @Nullable Document member(
            String pointer, @Nullable Document base, @Nullable Document ours, @Nullable Document theirs) {
        if (Objects.equals(ours, theirs) || Objects.equals(base, theirs)) {
            return ours;
        }
        if (Objects.equals(base, ours)) {
            return theirs;
        }
        if (ours instanceof Document.Fields left && theirs instanceof Document.Fields right) {
            return members(pointer, base instanceof Document.Fields fields ? fields : null, left, right);
        }
        conflicts.add(pointer);
        return null;
    }

    private Document members(
            String pointer, Document.@Nullable Fields base, Document.Fields ours, Document.Fields theirs) {
        Set<String> names = new LinkedHashSet<>(ours.members().keySet());
        names.addAll(theirs.members().keySet());
        var merged = new LinkedHashMap<String, Document>();
        for (var name : names) {
            var before = base == null ? null : base.get(name);
            var result = member(pointer + "/" + escape(name), before, ours.get(name), theirs.get(name));
            if (result != null) {
                merged.put(name, result);
            }
        }
        return new Document.Fields(merged);
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
