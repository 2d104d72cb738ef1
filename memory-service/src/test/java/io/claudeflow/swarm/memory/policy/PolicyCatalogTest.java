package io.claudeflow.swarm.memory.policy;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.policy.yaml.YamlPolicyReader;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCatalogTest {
    private final YamlPolicyReader reader = new YamlPolicyReader();
    private final ManualClock clock = new ManualClock();
    private final List<String> heard = new ArrayList<>();

    @TempDir
    private Path directory;

    private final PolicyFile.Listener listener = new PolicyFile.Listener() {
        @Override
        public void reloaded(Policies policies) {
            heard.add("reloaded " + policies.all().size());
        }

        @Override
        public void rejected(List<PolicyReader.Problem> problems) {
            heard.add("rejected " + problems.size());
        }
    };

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("policies.yaml"), yaml);
    }

    @Test
    void shipped_holdsTheNinePoliciesOfTheSeed() {
        var catalog = PolicyCatalog.shipped(reader, clock);
        assertThat(catalog.get().all())
                .extracting(policy ->
                        policy.pattern() + " " + Lifetime.text(policy.lifetime()) + " " + Cleanup.text(policy.cleanup())
                                + " " + policy.conflict().wireName())
                .containsExactlyInAnyOrder(
                        "coordination/* 1h lazy last-writer-wins",
                        "session/* 1h lazy last-writer-wins",
                        "swarm/shared/* 1d daily 02:00 multi-value",
                        "task/*/status 1d daily 02:00 last-writer-wins",
                        "agent/*/progress 1d daily 02:00 last-writer-wins",
                        "swarm/agent/state/* 7d daily 02:00 last-writer-wins",
                        "swarm/shared/decisions 7d daily 02:00 multi-value",
                        "metrics/*/count 7d daily 02:00 counter",
                        "knowledge/* permanent manual multi-value");
        assertThat(catalog.of(new EntryKey("s", "default", "other"))).isSameAs(RetentionPolicy.DEFAULT);
        assertThat(catalog.reload()).isEqualTo(catalog.state());
        assertThat(catalog.state().file()).isNull();
    }

    @Test
    void following_badFile_stopsWithEveryMistakeAndItsLine() throws IOException {
        var file = file("policies:\n  - pattern: a/*\n    ttl: soon\n  - pattern: b/*\n    cleanup: never\n");
        assertThat(PolicyCatalog.check(file, reader, clock))
                .extracting(PolicyReader.Problem::line)
                .containsExactly(3, 5);
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "POLICY_FILE: ",
                () -> PolicyCatalog.following(file, reader, clock, listener));
        assertThat(PolicyCatalog.expectation(PolicyCatalog.check(file, reader, clock)))
                .contains("line 3: policies[0].ttl: soon", "line 5: policies[1].cleanup: never");
        var missing = directory.resolve("missing.yaml");
        assertThat(PolicyCatalog.check(missing, reader, clock))
                .singleElement()
                .satisfies(problem -> assertThat(problem.expected()).contains(missing.toString()));
    }

    @Test
    void reload_newContent_isInForceAtOnce_badContentIsReportedAndKeepsTheOld() throws IOException {
        var catalog = PolicyCatalog.following(file("policies: [{pattern: a, ttl: 1h}]"), reader, clock, listener);
        var loadedAt = catalog.state().loadedAt();
        clock.advance(Duration.ofMinutes(1));
        file("policies: [{pattern: a, ttl: 2h}, {pattern: b}]");
        assertThat(catalog.reload().policies().all()).hasSize(2);
        assertThat(catalog.state().loadedAt()).isAfter(loadedAt);
        file("policies: [{pattern: a, ttl: x}]");
        var state = catalog.reload();
        assertThat(state.policies().all()).hasSize(2);
        assertThat(state.problems()).hasSize(1);
        assertThat(catalog.of(new EntryKey("s", "n", "a")).effective(Ttl.BY_POLICY))
                .isEqualTo(new Ttl.Seconds(7200));
        file("policies: [{pattern: a, ttl: 3h}]");
        assertThat(catalog.reload().problems()).isEmpty();
        assertThat(heard).containsExactly("reloaded 1", "reloaded 2", "rejected 1", "reloaded 1");
    }

    @Test
    void validate_changesNothing() {
        var catalog = PolicyCatalog.shipped(reader, clock);
        assertThat(catalog.validate("policies: []")).isInstanceOf(PolicyReader.Reading.Accepted.class);
        assertThat(catalog.validate("policies: 1")).isInstanceOf(PolicyReader.Reading.Rejected.class);
        assertThat(catalog.get().all()).hasSize(9);
    }

    @Test
    void categories_giveSeed003sRetentionInDays() {
        var yaml = """
                categories:
                  - {category: swarm, retention_days: 30}
                  - {category: session, retention_days: 1}
                  - {category: global, retention_days: 365}
                  - {category: neural, retention_days: -1}
                """;
        var accepted = (PolicyReader.Reading.Accepted) reader.read(yaml);
        var policies = accepted.policies();
        assertThat(policies.of("default", "swarm-abc123/agent-worker1/state").effective(Ttl.BY_POLICY))
                .isEqualTo(new Ttl.Seconds(30 * 86_400));
        assertThat(policies.of("default", "session-1/x").effective(Ttl.BY_POLICY))
                .isEqualTo(new Ttl.Seconds(86_400));
        assertThat(policies.of("default", "global/x").effective(Ttl.BY_POLICY))
                .isEqualTo(new Ttl.Seconds(365 * 86_400));
        assertThat(policies.of("default", "neural/x").effective(Ttl.BY_POLICY)).isEqualTo(Ttl.PERMANENT);
        var wrong = reader.read("categories:\n  - {category: a, retention_days: 0}\n  - {retention_days: -2}\n");
        assertThat(((PolicyReader.Reading.Rejected) wrong).problems())
                .extracting(PolicyReader.Problem::field)
                .containsExactly(
                        "categories[0].retention_days", "categories[1].category", "categories[1].retention_days");
    }

    @Test
    void next_eachStrategy_isWhenItIsDueAgain() {
        var now = ManualClock.START;
        var every = new Cleanup.Every(Duration.ofHours(6));
        assertThat(Cleanup.next(Cleanup.MANUAL, now, null)).isNull();
        assertThat(Cleanup.next(Cleanup.LAZY, now, now)).isEqualTo(now);
        assertThat(Cleanup.next(every, now, null)).isEqualTo(now);
        assertThat(Cleanup.next(every, now, now.minus(Duration.ofHours(1)))).isEqualTo(now.plus(Duration.ofHours(5)));
        assertThat(Cleanup.next(Cleanup.DAILY_AT_TWO, now, now)).isEqualTo("2026-01-08T02:00:00Z");
        assertThat(Cleanup.text(every)).isEqualTo("every 6h");
        assertThat(Lifetime.text(Lifetime.ofSeconds(90_061))).isEqualTo("1d1h1m1s");
        assertThat(new CompressionRule(CompressionRule.Algorithm.GZIP, 7).text())
                .isEqualTo("gzip from 7 bytes");
    }
}
