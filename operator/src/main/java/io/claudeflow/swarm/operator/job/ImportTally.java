package io.claudeflow.swarm.operator.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an import of legacy data says about itself in its last words. Read leniently: a program of another version may
 * leave out or add what it likes, and names that its longer report uses are understood too.
 *
 * @param rows rows that are in the store now
 * @param errors rows that could not be imported
 */
public record ImportTally(long rows, long errors, List<Source> sources) {
    /** More than this a status does not list. */
    private static final int MOST_SOURCES = 64;

    private static final String[] ROWS = {"rows", "imported"};

    /**
     * One source.
     *
     * @param format empty when it was not recognised
     */
    public record Source(String path, String format, long rows, long errors) {}

    /** The tally in {@code words}; empty if they are no import's. */
    static Optional<ImportTally> of(JsonNode words) {
        var counted = first(words, ROWS).filter(JsonNode::isNumber).isPresent();
        if (!counted && !words.path("sources").isArray()) {
            return Optional.empty();
        }
        var sources = new ArrayList<Source>();
        words.path("sources").forEach(source -> sources.add(source(source)));
        return Optional.of(new ImportTally(
                counted ? rows(words) : sources.stream().mapToLong(Source::rows).sum(),
                Math.max(
                        errors(words),
                        sources.stream().mapToLong(Source::errors).sum()),
                sources.stream().limit(MOST_SOURCES).toList()));
    }

    private static Source source(JsonNode source) {
        return new Source(
                first(source, "path", "file").map(JsonNode::asText).orElse(""),
                first(source, "format", "formats").map(ImportTally::text).orElse(""),
                rows(source),
                errors(source));
    }

    /** What was there already is in the store too. */
    private static long rows(JsonNode object) {
        return first(object, ROWS).map(ImportTally::count).orElse(0L)
                + first(object, "unchanged").map(ImportTally::count).orElse(0L);
    }

    /** A file that cannot be read counts as one, and has no rows that failed. */
    private static long errors(JsonNode object) {
        return Math.max(
                first(object, "failed").map(ImportTally::count).orElse(0L),
                first(object, "errors").map(ImportTally::count).orElse(0L));
    }

    private static String text(JsonNode node) {
        var words = new ArrayList<String>();
        node.forEach(word -> words.add(word.asText()));
        return node.isArray() ? String.join(", ", words) : node.asText();
    }

    private static Optional<JsonNode> first(JsonNode object, String... names) {
        for (var name : names) {
            if (object.hasNonNull(name)) {
                return Optional.of(object.get(name));
            }
        }
        return Optional.empty();
    }

    /** A number, or how many there are. */
    private static long count(JsonNode node) {
        return Math.max(0, node.isArray() ? node.size() : node.asLong());
    }
}
