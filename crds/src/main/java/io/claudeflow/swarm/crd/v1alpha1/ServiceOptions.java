package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the memory service that are not fields of the spec itself. None has a default here: what is not set is
 * left to the service, whose documentation names the defaults.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceOptions(
        @JsonPropertyDescription(
                "What survives a loss of power: full keeps every acknowledged write; normal may lose the "
                        + "last ones, never the file. Default full.")
        @Nullable
        Synchronous synchronous,

        @Min(1)
        @Max(268_435_456)
        @JsonPropertyDescription("The largest value of an entry in bytes, 1 to 268,435,456. Default 16777216.")
        @Nullable
        Integer maxValueBytes,

        @Min(1_024)
        @Max(536_870_912)
        @JsonPropertyDescription("The largest request in bytes, 1,024 to 536,870,912. Default 33554432.")
        @Nullable
        Integer maxRequestBytes,

        @DurationText
        @JsonPropertyDescription("The longest a request may take, 1s to 1h. Default 30s.")
        @Nullable
        String requestTimeout,

        @DurationText
        @JsonPropertyDescription(
                "How long running requests may take to end at a stop, 1s to 1h; the pod's grace follows "
                        + "it. Default 20s.")
        @Nullable
        String shutdownTimeout,

        @Min(1)
        @Max(64)
        @JsonPropertyDescription("Connections that read at the same time, 1 to 64. Default 2.")
        @Nullable
        Integer readConnections,

        @Min(1)
        @Max(1_000_000)
        @JsonPropertyDescription("Writes that may wait before new ones are refused, 1 to 1,000,000. Default 4096.")
        @Nullable
        Integer writeQueue,

        @Min(0)
        @Max(1_000_000)
        @JsonPropertyDescription(
                "Embeddings kept in memory for search, in MiB, 0 to 1,000,000; the pod's memory does not "
                        + "follow it, see resources. Default 64.")
        @Nullable
        Integer vectorCacheMB,

        @Min(1)
        @Max(1_000_000)
        @JsonPropertyDescription(
                "What one agent may keep in its memory and its decisions, in MiB, 1 to 1,000,000. Default "
                        + "100.")
        @Nullable
        Integer maxAgentMemoryMB,

        @Min(1)
        @Max(1_000_000)
        @JsonPropertyDescription(
                "What agents may keep in their memory for one session, in MiB, 1 to 1,000,000. Default "
                        + "50.")
        @Nullable
        Integer maxSessionMemoryMB,

        @Min(0)
        @Max(1)
        @JsonPropertyDescription(
                "The share of these two quotas from which an answer carries a warning, 0 to 1. Default "
                        + "0.8.")
        @Nullable
        Double memoryWarningThreshold,

        @JsonPropertyDescription(
                "Open a database on a network file system, where SQLite's locks may not hold. Default "
                        + "false.")
        @Nullable
        Boolean allowNetworkFilesystem,

        @JsonPropertyDescription("Administrators may ask and maintain in SQL, across swarms. Default true.")
        @Nullable
        Boolean rawSql,

        @JsonPropertyDescription("Delete expired entries every gcInterval. Default true.")
        @Nullable
        Boolean autoCleanup,

        @JsonPropertyDescription(
                "What happens to an entry that seems to hold a secret: off, warn, reject or mask. Default "
                        + "off.")
        @Nullable
        RedactSecrets redactSecrets,

        @DurationText
        @JsonPropertyDescription("How long events are kept. Default 30d.")
        @Nullable
        String eventRetention,

        @DurationText
        @JsonPropertyDescription("How long measurements are kept. Default 30d.")
        @Nullable
        String metricRetention,

        @DurationText
        @JsonPropertyDescription("How long outcomes are kept; what was learned from them stays. Default 365d.")
        @Nullable
        String outcomeRetention,

        @DurationText
        @JsonPropertyDescription("How long a message between agents lives that says nothing, 1s to 30d. Default 1d.")
        @Nullable
        String messageTtl,

        @Min(2)
        @Max(1_000)
        @JsonPropertyDescription("Similar outcomes that make a pattern, 2 to 1,000. Default 5.")
        @Nullable
        Integer learningMinOutcomes,

        @Min(0)
        @Max(1)
        @JsonPropertyDescription("The confidence that a learned pattern needs, 0 to 1. Default 0.7.")
        @Nullable
        Double learningMinConfidence,

        @Min(0)
        @Max(1)
        @JsonPropertyDescription(
                "The success rate from which a learned pattern counts as one that works, 0 to 1. Default "
                        + "0.8.")
        @Nullable
        Double learningSuccessThreshold,

        @JsonPropertyDescription("Write down usage for each hour and how the store grows. Default true.")
        @Nullable
        Boolean analytics,

        @DurationText(atLeast = DurationText.Shortest.MINUTE)
        @JsonPropertyDescription("How long that is kept, 1h to 366d. Default 30d.")
        @Nullable
        String analyticsRetention,

        @Size(min = 2, max = 10)
        @Pattern(Patterns.LATENCY)
        @JsonPropertyDescription(
                "From when an operation on entries counts as slow, such as 100ms, 2s or 1m. Default "
                        + "100ms.")
        @Nullable
        String slowOperationThreshold,

        @JsonPropertyDescription("What is logged: trace, debug, info, warn or error. Default info.")
        @Nullable
        LogLevel logLevel,

        @JsonPropertyDescription("How it is logged: text or json. Default text.")
        @Nullable
        LogFormat logFormat,

        @Size(max = 1024)
        @JsonPropertyDescription("Levels of single packages, such as sqlite=debug,http=trace. Default none.")
        @Nullable
        String logLevels,

        @JsonPropertyDescription("Log what the engine does with memory. Default false.")
        @Nullable
        Boolean memoryDebug,

        @JsonPropertyDescription("Log locks, messages, tasks and what else agents coordinate by. Default false.")
        @Nullable
        Boolean coordinationDebug,

        @Size(min = 1, max = 64)
        @Pattern(Patterns.ADDRESS)
        @JsonPropertyDescription(
                "The address the ports listen on, such as :: in a cluster of IPv6 alone. Default 0.0.0.0.")
        @Nullable
        String bindAddress) {}
