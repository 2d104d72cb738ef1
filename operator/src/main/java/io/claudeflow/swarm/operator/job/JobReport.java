package io.claudeflow.swarm.operator.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
 * @param rows rows of each table
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
        @Nullable Map<String, Long> rows,
        @Nullable Double seconds,
        @Nullable List<String> pruned) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final JsonMapper JSON = new JsonMapper();

    /** The report in {@code text}, its last line; empty if that is none. */
    static Optional<JobReport> parse(String text) {
        var line = text.strip().lines().reduce("", (before, last) -> last);
        try {
            return Optional.ofNullable(JSON.readValue(line, JobReport.class)).filter(report -> report.result() != null);
        } catch (JsonProcessingException noReport) {
            return Optional.empty();
        }
    }

    /** The SHA-256, if it looks like one. */
    public Optional<String> wellFormedSha256() {
        return Optional.ofNullable(sha256).filter(text -> SHA_256.matcher(text).matches());
    }

    /** Whether the program says that it failed. */
    boolean failed() {
        return "failed".equals(result);
    }
}
