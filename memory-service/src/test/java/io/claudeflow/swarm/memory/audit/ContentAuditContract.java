package io.claudeflow.swarm.memory.audit;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.audit.AuditFinding.Kind;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Paging;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an audit finds in the entries of any store. */
public abstract class ContentAuditContract {
    private static final String SWARM = "s1";
    private static final AuditOptions EVERYTHING = new AuditOptions(100_000, 32, 0.85, Duration.ZERO);

    protected final ManualClock clock = new ManualClock();
    private ContentAudits audits;

    /** An empty store. */
    protected abstract EntryStore entries();

    /** The entries of that store. */
    protected abstract AuditSource source();

    /** Makes counts of reads visible. */
    protected abstract void settle();

    @BeforeEach
    void openAudits() {
        audits = new ContentAudits(source(), clock);
    }

    private static EntryKey key(String key) {
        return new EntryKey(SWARM, "n", key);
    }

    private void text(String key, String text) {
        entries().put(Put.of(key(key), EntryValue.text(text)));
    }

    private List<AuditFinding> findings(Kind kind) {
        return Paging.walk(2, page -> audits.findings(SWARM, kind, page));
    }

    private static String words(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
    }

    @Test
    void shouldGroupEqualValuesWhateverTheirEncodingWorstFirst() {
        var large = words(0, 100);
        text("a", large);
        text("b", large);
        text("c", words(500, 10));
        text("d", words(500, 10));
        text("e", words(500, 10));
        text("f", "small");
        text("g", "small");
        entries().put(Put.of(new EntryKey("s2", "n", "a"), EntryValue.text(large)));
        var report = audits.run(SWARM, EVERYTHING);
        assertThat(report.entries()).isEqualTo(7);
        assertThat(report.complete()).isTrue();
        assertThat(report.duplicateGroups()).isEqualTo(2);
        assertThat(report.duplicateEntries()).isEqualTo(5);
        assertThat(report.duplicateBytes())
                .isEqualTo(large.length() + 2L * words(500, 10).length());
        var groups = findings(Kind.DUPLICATE);
        assertThat(groups)
                .extracting(group -> ((AuditFinding.Duplicate) group).keys())
                .containsExactly(List.of(key("a"), key("b")), List.of(key("c"), key("d"), key("e")));
        assertThat(((AuditFinding.Duplicate) groups.getFirst()).sha256()).hasSize(64);
    }

    /** 100 words have 98 runs of three; changing the last word changes one: 97 / 99 common. */
    @Test
    void shouldFindNearDuplicatesAndSayHowSimilarTheyAre() {
        text("a", words(0, 100));
        text("b", words(0, 99) + " other");
        text("c", words(1000, 100));
        text("d", words(0, 50) + " " + words(2000, 50));
        entries()
                .put(Put.of(
                        key("e"),
                        EntryValue.bytes(words(0, 100).replace(' ', '-').getBytes(StandardCharsets.UTF_8))));
        var report = audits.run(SWARM, EVERYTHING);
        assertThat(report.nearDuplicates()).isEqualTo(1);
        assertThat(findings(Kind.NEAR_DUPLICATE))
                .containsExactly(new AuditFinding.NearDuplicate(key("a"), key("b"), 97.0 / 99));
        assertThat(audits.run(SWARM, new AuditOptions(100, 32, 0.99, Duration.ZERO))
                        .nearDuplicates())
                .isZero();
    }

    @Test
    void shouldListWhatNobodyReadsAndSparesWhatIsNew() {
        text("read", "1");
        text("unread", "12");
        entries().get(key("read"), ReadMode.COUNTED);
        entries().get(key("unread"), ReadMode.UNCOUNTED);
        settle();
        clock.advance(Duration.ofDays(8));
        text("new", "3");
        var report = audits.run(SWARM, AuditOptions.DEFAULT);
        assertThat(report.neverRead()).isEqualTo(1);
        assertThat(report.neverReadBytes()).isEqualTo(2);
        assertThat(findings(Kind.NEVER_READ))
                .containsExactly(new AuditFinding.NeverRead(key("unread"), 2, ManualClock.START));
    }

    @Test
    void shouldNameSecretsByKeyKindAndPositionAndNeverShowThem() {
        text("a", "api_key = abcdef123456");
        entries().put(Put.of(key("b"), EntryValue.json("{\"password\":\"correct-horse\"}")));
        text("c", "nothing");
        var report = audits.run(SWARM, EVERYTHING);
        assertThat(report.secretEntries()).isEqualTo(2);
        assertThat(report.secrets()).containsOnlyKeys(SecretKind.ASSIGNMENT).containsValue(2L);
        assertThat(findings(Kind.SECRET))
                .containsExactly(
                        new AuditFinding.Secret(key("a"), new SecretFinding(SecretKind.ASSIGNMENT, 10, 12)),
                        new AuditFinding.Secret(key("b"), new SecretFinding(SecretKind.ASSIGNMENT, 13, 13)));
        assertThat(report + findings(Kind.SECRET).toString()).doesNotContain("abcdef", "horse");
    }

    @Test
    void shouldIgnoreExpiredEntries() {
        entries()
                .put(Put.of(key("a"), EntryValue.text("api_key = abcdef123456")).withTtl(new Ttl.Seconds(10)));
        clock.advance(Duration.ofSeconds(10));
        assertThat(audits.run(SWARM, EVERYTHING).entries()).isZero();
    }

    @Test
    void shouldSayWhenItSawOnlyAPartAndBoundItsLists() {
        for (int i = 0; i < ContentAudit.LISTED + 200; i++) {
            text("k" + i, "v" + i);
        }
        var report = audits.run(SWARM, new AuditOptions(ContentAudit.LISTED + 100, 32, 0.85, Duration.ZERO));
        assertThat(report.entries()).isEqualTo(ContentAudit.LISTED + 100);
        assertThat(report.complete()).isFalse();
        assertThat(report.neverRead()).isEqualTo(ContentAudit.LISTED + 100);
        assertThat(Paging.walk(300, page -> audits.findings(SWARM, Kind.NEVER_READ, page)))
                .hasSize(ContentAudit.LISTED);
        assertThat(audits.run(SWARM, EVERYTHING).complete()).isTrue();
    }

    @Test
    void shouldAskForAnAuditFirstAndBindCursorsToIt() {
        assertFails(
                FailureKind.NOT_FOUND,
                "no audit of swarm s1 since the start; run one first",
                () -> audits.findings(SWARM, Kind.SECRET, PageRequest.FIRST));
        text("a", "1");
        text("b", "2");
        audits.run(SWARM, EVERYTHING);
        var cursor =
                audits.findings(SWARM, Kind.NEVER_READ, PageRequest.first(1)).nextCursor();
        assertThat(cursor).isNotNull();
        clock.advance(Duration.ofSeconds(1));
        audits.run(SWARM, EVERYTHING);
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "cursor: ",
                () -> audits.findings(
                        SWARM, Kind.NEVER_READ, PageRequest.first(1).after(cursor)));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "similarity: 0.2 (expected: 0.5 to 1)",
                () -> new AuditOptions(1, 1, 0.2, Duration.ZERO));
    }
}
