package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.Preconditions;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags of RFC 9110, section 8.8.3: epoch and revision between quotes, always strong. A weak tag is refused where
 * it would guard a write; a reader's {@code If-None-Match} may hold one, because caches weaken tags.
 */
final class EntityTags {
    static final String IF_MATCH = "If-Match";
    static final String IF_NONE_MATCH = "If-None-Match";
    private static final String EXPECTED = "* or strong entity tags such as \"1-42\", separated by commas";

    private EntityTags() {}

    static String of(Revision revision) {
        return "\"" + revision + "\"";
    }

    /** The condition of a write; header values are null when absent. */
    static Precondition forWrite(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        return Preconditions.of(
                IF_MATCH,
                ifMatch == null ? List.of() : parse(IF_MATCH, ifMatch, false),
                IF_NONE_MATCH,
                ifNoneMatch == null ? List.of() : parse(IF_NONE_MATCH, ifNoneMatch, false));
    }

    /** Whether a read of an entry written at {@code revision} is answered with {@code 304 Not Modified}. */
    static boolean unmodified(@Nullable String ifNoneMatch, Revision revision) {
        return ifNoneMatch != null && matches(IF_NONE_MATCH, ifNoneMatch, revision, true);
    }

    /** Whether a read states a tag that the entry does not have. */
    static boolean contradicts(@Nullable String ifMatch, Revision revision) {
        return ifMatch != null && !matches(IF_MATCH, ifMatch, revision, false);
    }

    private static boolean matches(String field, String header, Revision revision, boolean weakToo) {
        var tags = parse(field, header, weakToo);
        return tags.contains(Preconditions.ANY)
                || tags.stream().anyMatch(tag -> Revision.parse(field, tag).equals(revision));
    }

    private static List<String> parse(String field, String header, boolean weakToo) {
        var text = header.strip();
        if (text.equals(Preconditions.ANY)) {
            return List.of(Preconditions.ANY);
        }
        var tags = new ArrayList<String>();
        for (var part : text.split(",", -1)) {
            tags.add(tag(field, header, part.strip(), weakToo));
        }
        return tags;
    }

    private static String tag(String field, String header, String part, boolean weakToo) {
        var tag = weakToo && part.startsWith("W/") ? part.substring(2) : part;
        if (tag.length() < 3 || !tag.startsWith("\"") || !tag.endsWith("\"")) {
            throw MemoryException.invalid(field, header, EXPECTED);
        }
        return tag.substring(1, tag.length() - 1);
    }
}
