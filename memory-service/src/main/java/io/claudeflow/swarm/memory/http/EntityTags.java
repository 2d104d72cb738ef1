package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.Preconditions;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags of RFC 9110, section 8.8.3: epoch and revision between quotes, always strong. Tags are compared as
 * section 13.1 says: {@code If-Match} strongly, so that a weak tag matches nothing, and {@code If-None-Match} weakly. A
 * tag that somebody else made is well-formed and matches nothing.
 */
final class EntityTags {
    static final String IF_MATCH = "If-Match";
    static final String IF_NONE_MATCH = "If-None-Match";
    private static final String EXPECTED = "* or entity tags such as \"1-42\", separated by commas";

    /** An element of a list, which may be empty (section 5.6.1), with the comma before it. */
    private static final Pattern ELEMENT =
            Pattern.compile("\\G(?:^|,)[ \\t]*(?:(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\")?[ \\t]*(?=,|$)");

    private EntityTags() {}

    static String of(Revision revision) {
        return "\"" + revision + "\"";
    }

    /** The condition of a write; header values are null when absent. */
    static Precondition forWrite(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifMatch != null && ifNoneMatch != null) {
            throw MemoryException.invalid(
                    IF_NONE_MATCH, ifNoneMatch, "only one of " + IF_MATCH + " and " + IF_NONE_MATCH);
        }
        if (ifMatch != null) {
            return isAny(ifMatch)
                    ? Precondition.PRESENT
                    : new Precondition.WrittenAt(revisions(IF_MATCH, ifMatch, false));
        }
        if (ifNoneMatch != null) {
            return isAny(ifNoneMatch)
                    ? Precondition.ABSENT
                    : new Precondition.NotWrittenAt(revisions(IF_NONE_MATCH, ifNoneMatch, true));
        }
        return Precondition.NONE;
    }

    /** Whether a read of an entry written at {@code revision} is answered with {@code 304 Not Modified}. */
    static boolean unmodified(@Nullable String ifNoneMatch, Revision revision) {
        return ifNoneMatch != null
                && (isAny(ifNoneMatch)
                        || revisions(IF_NONE_MATCH, ifNoneMatch, true).contains(revision));
    }

    /** Whether a read states a tag that the entry does not have. */
    static boolean contradicts(@Nullable String ifMatch, Revision revision) {
        return ifMatch != null
                && !isAny(ifMatch)
                && !revisions(IF_MATCH, ifMatch, false).contains(revision);
    }

    private static boolean isAny(String header) {
        return header.strip().equals(Preconditions.ANY);
    }

    /** The revisions among the tags; weak ones only when they count. */
    private static Set<Revision> revisions(String field, String header, boolean weakToo) {
        var revisions = new HashSet<Revision>();
        var element = ELEMENT.matcher(header);
        int end = 0;
        boolean tagged = false;
        while (end < header.length() && element.find()) {
            end = element.end();
            var text = element.group(2);
            tagged |= text != null;
            if (text != null && (weakToo || element.group(1) == null)) {
                Revision.ifOne(text).ifPresent(revisions::add);
            }
        }
        if (!tagged || end < header.length()) {
            throw MemoryException.invalid(field, header, EXPECTED);
        }
        return revisions;
    }
}
