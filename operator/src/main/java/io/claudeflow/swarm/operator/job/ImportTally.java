package io.claudeflow.swarm.operator.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /**
     * One source.
     *
     * @param format empty when it was not recognised
     */
    public record Source(String path, String format, long rows, long errors) {}

    /** The tally in the last words {@code rows}, {@code errors} and {@code sources}; empty if they are no import's. */
    static Optional<ImportTally> of(@Nullable JsonNode rows, @Nullable JsonNode errors, @Nullable JsonNode sources) {
        if ((rows == null || !rows.isNumber()) && (sources == null || !sources.isArray())) {
            return Optional.empty();
        }
        var list = new ArrayList<Source>();
        if (sources != null && sources.isArray()) {
            sources.forEach(source -> list.add(source(source)));
        }
        return Optional.of(new ImportTally(
                rows != null && rows.isNumber()
                        ? count(rows)
                        : list.stream().mapToLong(Source::rows).sum(),
                errors != null ? count(errors) : list.stream().mapToLong(Source::errors).sum(),
                list.stream().limit(MOST_SOURCES).toList()));
    }

    private static Source source(JsonNode source) {
        return new Source(
                first(source, "path", "file").map(JsonNode::asText).orElse(""),
                first(source, "format").map(JsonNode::asText).orElse(""),
                first(source, "rows", "imported").map(ImportTally::count).orElse(0L),
                first(source, "errors", "failed").map(ImportTally::count).orElse(0L));
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
