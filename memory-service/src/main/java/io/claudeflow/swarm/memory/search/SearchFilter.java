package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.entry.Tags;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/**
 * Which entries a search may find at all; conditions are combined.
 *
 * @param namespace one namespace, or null for all of the swarm
 * @param pattern keys to match, or null for all
 * @param tags no tags select everything
 */
public record SearchFilter(
        String swarm, @Nullable String namespace, @Nullable Glob pattern, Tags tags, TagMode tagMode) {
    public SearchFilter {
        EntryKey.checkSwarm(swarm);
        if (namespace != null) {
            EntryKey.checkNamespace(namespace);
        }
    }

    /** Every entry of a swarm, or of one namespace. */
    public static SearchFilter all(String swarm, @Nullable String namespace) {
        return new SearchFilter(swarm, namespace, null, Tags.NONE, TagMode.ANY);
    }

    public SearchFilter matching(Glob newPattern) {
        return new SearchFilter(swarm, namespace, newPattern, tags, tagMode);
    }

    public SearchFilter tagged(Tags newTags, TagMode newTagMode) {
        return new SearchFilter(swarm, namespace, pattern, newTags, newTagMode);
    }

    /** Whether more is asked than swarm and namespace. */
    public boolean isNarrow() {
        return pattern != null || !tags.isEmpty();
    }

    /** Whether the entry may be found; its expiry is another matter. */
    public boolean selects(Entry entry) {
        return selects(entry.key()) && (tags.isEmpty() || isTagged(entry.tags()));
    }

    /** Whether an entry with this key may be found as far as its tags allow it. */
    public boolean selects(EntryKey key) {
        return key.swarm().equals(swarm)
                && (namespace == null || key.namespace().equals(namespace))
                && (pattern == null || pattern.matches(key.key()));
    }

    /** Whether these tags are enough. */
    public boolean isTagged(Tags own) {
        var names = new HashSet<>(own.names());
        return tagMode == TagMode.ALL
                ? names.containsAll(tags.names())
                : tags.names().stream().anyMatch(names::contains);
    }
}
