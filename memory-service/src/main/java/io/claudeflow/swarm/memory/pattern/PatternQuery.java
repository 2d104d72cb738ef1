package io.claudeflow.swarm.memory.pattern;

import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** A listing of patterns; filters are combined, null and no tags select everything. */
public record PatternQuery(
        @Nullable String type, double minConfidence, Tags tags, TagMode tagMode, PatternOrder order, PageRequest page) {
    /** All patterns, the most confident first. */
    public static final PatternQuery ALL =
            new PatternQuery(null, 0, Tags.NONE, TagMode.ANY, PatternOrder.CONFIDENCE, PageRequest.FIRST);

    public PatternQuery ofType(String newType) {
        return new PatternQuery(newType, minConfidence, tags, tagMode, order, page);
    }

    public PatternQuery confident(double newMinConfidence) {
        return new PatternQuery(type, newMinConfidence, tags, tagMode, order, page);
    }

    public PatternQuery tagged(Tags newTags, TagMode newTagMode) {
        return new PatternQuery(type, minConfidence, newTags, newTagMode, order, page);
    }

    public PatternQuery by(PatternOrder newOrder) {
        return new PatternQuery(type, minConfidence, tags, tagMode, newOrder, page);
    }

    public PatternQuery page(PageRequest newPage) {
        return new PatternQuery(type, minConfidence, tags, tagMode, order, newPage);
    }

    /** What a cursor is bound to: everything but the page. */
    public String listing() {
        return "patterns " + type + ' ' + minConfidence + ' ' + tags + ' ' + tagMode + ' ' + order;
    }

    public boolean selects(Pattern pattern) {
        var spec = pattern.spec();
        return selectsTags(spec.tags())
                && spec.confidence() >= minConfidence
                && (type == null || type.equals(spec.type()));
    }

    /** Whether a pattern with these tags has those that are asked for. */
    public boolean selectsTags(Tags own) {
        var names = new HashSet<>(own.names());
        return tags.isEmpty()
                || (tagMode == TagMode.ALL
                        ? names.containsAll(tags.names())
                        : tags.names().stream().anyMatch(names::contains));
    }
}
