package io.claudeflow.swarm.memory.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.claudeflow.swarm.memory.policy.Cleanup;
import io.claudeflow.swarm.memory.policy.CompressionRule;
import io.claudeflow.swarm.memory.policy.CompressionRule.Algorithm;
import io.claudeflow.swarm.memory.policy.ConflictStrategy;
import io.claudeflow.swarm.memory.policy.KeyPattern;
import io.claudeflow.swarm.memory.policy.Lifetime;
import io.claudeflow.swarm.memory.policy.Policies;
import io.claudeflow.swarm.memory.policy.PolicyReader.Problem;
import io.claudeflow.swarm.memory.policy.PolicyReader.Reading;
import io.claudeflow.swarm.memory.policy.RetentionPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class YamlPolicyReaderTest {
    /** Seed 004's table: pattern, seconds, cleanup, conflict. */
    private static final String NINE = """
            agent/*/progress 86400 scheduled lww
            coordination/* 3600 lazy lww
            knowledge/* 0 manual multi_value
            metrics/*/count 604800 scheduled counter
            session/* 3600 lazy lww
            swarm/agent/state/* 604800 scheduled lww
            swarm/shared/* 86400 scheduled multi_value
            swarm/shared/decisions 604800 scheduled multi_value
            task/*/status 86400 scheduled lww
            """;

    private final YamlPolicyReader reader = new YamlPolicyReader();

    @Test
    void shouldShipTheNinePoliciesOfSeed004() throws IOException {
        var shipped = accepted(resource("/policies/default.yaml"));
        assertThat(shipped.all())
                .hasSize(9)
                .allSatisfy(policy ->
                        assertThat(policy.compression()).isEqualTo(new CompressionRule(Algorithm.ZSTD, 1024)));
        var seed = accepted(seedForm());
        assertThat(shipped.all().stream().map(YamlPolicyReaderTest::essence))
                .containsExactlyElementsOf(
                        seed.all().stream().map(YamlPolicyReaderTest::essence).toList());
    }

    @Test
    void shouldReadTheFormatOfSeed004WithItsDefaults() {
        var policies = accepted("""
                namespaces:
                  - namespace: metrics/*/count
                    ttl_seconds: 604800
                    conflict_strategy: counter
                    compression_enabled: false
                  - namespace: knowledge/*
                    ttl_seconds: 0
                    cleanup_strategy: manual
                    conflict_strategy: multi_value
                    compression_threshold_bytes: 2048
                """);
        assertThat(policies.all())
                .containsExactlyInAnyOrder(
                        new RetentionPolicy(
                                new KeyPattern("knowledge/*"),
                                Lifetime.PERMANENT,
                                Cleanup.MANUAL,
                                ConflictStrategy.MULTI_VALUE,
                                new CompressionRule(Algorithm.ZSTD, 2048),
                                true),
                        new RetentionPolicy(
                                new KeyPattern("metrics/*/count"),
                                Lifetime.ofSeconds(604_800),
                                Cleanup.DAILY_AT_TWO,
                                ConflictStrategy.COUNTER,
                                CompressionRule.NONE,
                                true));
    }

    @Test
    void shouldReadOurForm() {
        var policies = accepted("""
                policies:
                  - pattern: a/*
                    ttl: 1d2h3m4s
                    cleanup: {every: 6h}
                    conflict: or-set
                    compression: {algorithm: gzip, threshold: 512}
                    fullText: false
                  - {pattern: b, cleanup: {daily: "23:59"}, compression: none}
                  - {pattern: c, ttl: 90, compression: zstd}
                """);
        assertThat(policies.all())
                .containsExactly(
                        new RetentionPolicy(
                                new KeyPattern("a/*"),
                                Lifetime.ofSeconds(86_400 + 7_200 + 180 + 4),
                                new Cleanup.Every(Duration.ofHours(6)),
                                ConflictStrategy.OBSERVED_REMOVE_SET,
                                new CompressionRule(Algorithm.GZIP, 512),
                                false),
                        new RetentionPolicy(
                                new KeyPattern("b"),
                                Lifetime.PERMANENT,
                                new Cleanup.Daily(LocalTime.of(23, 59)),
                                ConflictStrategy.LAST_WRITER_WINS,
                                CompressionRule.NONE,
                                true),
                        new RetentionPolicy(
                                new KeyPattern("c"),
                                Lifetime.ofSeconds(90),
                                Cleanup.LAZY,
                                ConflictStrategy.LAST_WRITER_WINS,
                                new CompressionRule(Algorithm.ZSTD, 1024),
                                true));
    }

    @Test
    void shouldReportEveryMistakeWithItsLine() {
        var problems = rejected("""
                policies:
                  - pattern: a/*
                    ttl: soon
                    cleanup: sometimes
                    colour: red
                  - ttl: 1h
                  - pattern: a/*
                    conflict: crdt
                  - pattern: b
                    cleanup: {daily: "25:00", every: 1s}
                    compression: {algorithm: lz4, threshold: -1}
                    fullText: 1
                  - just text
                namespaces:
                  - namespace: c
                    ttl_seconds: 1.5
                    ttl_seconds: 2
                retention: 5
                """);
        assertThat(problems)
                .extracting(Problem::line, Problem::field)
                .containsExactly(
                        tuple(3, "policies[0].ttl"),
                        tuple(4, "policies[0].cleanup"),
                        tuple(5, "policies[0].colour"),
                        tuple(6, "policies[1].pattern"),
                        tuple(7, "policies[2].pattern"),
                        tuple(8, "policies[2].conflict"),
                        tuple(10, "policies[3].cleanup.daily"),
                        tuple(10, "policies[3].cleanup.daily"),
                        tuple(10, "policies[3].cleanup.every"),
                        tuple(11, "policies[3].compression.algorithm"),
                        tuple(11, "policies[3].compression.threshold"),
                        tuple(12, "policies[3].fullText"),
                        tuple(13, "policies[4]"),
                        tuple(16, "namespaces[0].ttl_seconds"),
                        tuple(17, "namespaces[0].ttl_seconds"),
                        tuple(18, "retention"));
        assertThat(problems.getFirst())
                .hasToString("line 3: policies[0].ttl: soon (expected: permanent, or a duration such as 30s, 5m, "
                        + "1h30m, 7d)");
    }

    @Test
    void shouldNameTheLineOfASyntaxError() {
        assertThat(rejected("policies:\n  - pattern: a\n    ttl: [1\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.line()).isGreaterThanOrEqualTo(3));
        assertThat(rejected("")).extracting(Problem::value).containsExactly("(empty)");
        assertThat(rejected("- a")).extracting(Problem::value).containsExactly("not a mapping");
        assertThat(rejected("other: 1")).extracting(Problem::field).contains("policies");
    }

    @Test
    void shouldRefuseWhatIsNestedWithoutEnd() {
        for (var deep : List.of("policies:\n" + "- ".repeat(100_000), "policies:\n" + "? ".repeat(100_000))) {
            assertThat(rejected(deep)).singleElement().satisfies(problem -> {
                assertThat(problem.line()).isEqualTo(2);
                assertThat(problem.value()).isEqualTo("nested more than 32 levels deep");
            });
        }
    }

    private static String essence(RetentionPolicy policy) {
        return policy.pattern() + " " + policy.lifetime() + " " + policy.cleanup() + " " + policy.conflict();
    }

    private static String seedForm() {
        var yaml = new StringBuilder("namespaces:\n");
        for (var line : NINE.lines().toList()) {
            var part = line.split(" ", -1);
            yaml.append("  - {namespace: ")
                    .append(part[0])
                    .append(", ttl_seconds: ")
                    .append(part[1]);
            yaml.append(", cleanup_strategy: ")
                    .append(part[2])
                    .append(", conflict_strategy: ")
                    .append(part[3]);
            yaml.append("}\n");
        }
        return yaml.toString();
    }

    private static String resource(String name) throws IOException {
        try (var stream = Objects.requireNonNull(YamlPolicyReaderTest.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Policies accepted(String yaml) {
        var reading = reader.read(yaml);
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        return ((Reading.Accepted) reading).policies();
    }

    private List<Problem> rejected(String yaml) {
        var reading = reader.read(yaml);
        assertThat(reading).isInstanceOf(Reading.Rejected.class);
        return ((Reading.Rejected) reading).problems();
    }
}
