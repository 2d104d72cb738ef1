package io.claudeflow.swarm.operator.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last words of a Job: one line of JSON that the memory service's program writes to its termination log.
 *
 * @param result {@code failed}, or how it went well
 * @param reason one word for programs, when it failed
 * @param message for people
 * @param file what was written, or restored
 * @param rowCounts rows of each table, or how many there are
 * @param tally what an import counted
 * @param pruned backups whose files were removed; null when the program does not say
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JobReport(
        @Nullable String result,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String name,
        @Nullable String file,
        @Nullable Long sizeBytes,
        @Nullable String sha256,
        @Nullable Long epoch,
        @Nullable Long revision,
        @JsonProperty("rows") @Nullable JsonNode rowCounts,
        @Nullable Double seconds,
        @Nullable List<String> pruned,
        @JsonIgnore Optional<ImportTally> tally) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final JsonMapper JSON = new JsonMapper();

    /** The report in {@code text}, its last line; empty if that is none. */
    static Optional<JobReport> parse(String text) {
        var line = text.strip().lines().reduce("", (before, last) -> last);
        try {
            var words = JSON.readTree(line);
            return words.isObject()
                    ? Optional.of(JSON.treeToValue(words, JobReport.class).counting(words))
                            .filter(report -> report.result() != null)
                    : Optional.empty();
        } catch (JsonProcessingException noReport) {
            return Optional.empty();
        }
    }

    /** The SHA-256, if it looks like one. */
    public Optional<String> wellFormedSha256() {
        return Optional.ofNullable(sha256).filter(text -> SHA_256.matcher(text).matches());
    }

    /** Rows of each table; null when the program does not say. */
    public @Nullable Map<String, Long> rows() {
        if (rowCounts == null || !rowCounts.isObject()) {
            return null;
        }
        var rows = new LinkedHashMap<String, Long>();
        rowCounts
                .properties()
                .forEach(table -> rows.put(table.getKey(), table.getValue().asLong()));
        return rows;
    }

    private JobReport counting(JsonNode words) {
        return new JobReport(
                result,
                reason,
                message,
                name,
                file,
                sizeBytes,
                sha256,
                epoch,
                revision,
                rowCounts,
                seconds,
                pruned,
                ImportTally.of(words));
    }

    /** Whether the program says that it failed. */
    public boolean failed() {
        return "failed".equals(result);
    }
}
