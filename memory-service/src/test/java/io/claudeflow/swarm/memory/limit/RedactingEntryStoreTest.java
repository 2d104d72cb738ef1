package io.claudeflow.swarm.memory.limit;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.InMemoryEntryStore;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.limit.Redaction.Mode;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactingEntryStoreTest {
    private static final EntryKey KEY = new EntryKey("s", "n", "k");
    private static final Put SECRET = Put.of(KEY, EntryValue.json("{\"password\":\"correct-horse\"}"));

    private final EntryStore behind = new InMemoryEntryStore(new ManualClock());

    private EntryStore store(Mode mode) {
        return new RedactingEntryStore(behind, new Redaction(mode, new JacksonDocumentReader()));
    }

    private EntryValue stored() {
        var entry = behind.get(KEY, ReadMode.UNCOUNTED);
        return entry.map(Entry::value).orElseThrow();
    }

    @Test
    void reject_namesKindAndPositionAndStoresNothing() {
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "value: (assignment at position 13) (expected: no secrets in the memory",
                () -> store(Mode.REJECT).put(SECRET));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "operations[1].value: (assignment at position 13)",
                () -> store(Mode.REJECT).batch(new Batch(List.of(Put.of(KEY, EntryValue.json("1")), SECRET), true)));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "metadata: (assignment at position ",
                () -> store(Mode.REJECT)
                        .put(Put.of(KEY, EntryValue.json("1")).withMetadata("{\"token\":\"api_key=abcdef1\"}")));
        assertThat(behind.get(KEY, ReadMode.UNCOUNTED)).isEmpty();
    }

    @Test
    void reject_failsOnlyTheOperationOfABatchThatIsNotAtomic() {
        var harmless = new EntryKey("s", "n", "other");
        var results = store(Mode.REJECT)
                .batch(new Batch(List.of(SECRET, Put.of(harmless, EntryValue.json("1")), SECRET), false));
        assertThat(results)
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(OperationResult.Failed.class),
                        second -> assertThat(second).isInstanceOf(OperationResult.Stored.class),
                        third -> assertThat(((OperationResult.Failed) third).failure())
                                .hasMessageStartingWith("value: (assignment at position 13)"));
        assertThat(store(Mode.REJECT).batch(new Batch(List.of(SECRET), false))).hasSize(1);
        assertThat(behind.get(KEY, ReadMode.UNCOUNTED)).isEmpty();
        assertThat(behind.get(harmless, ReadMode.UNCOUNTED)).isPresent();
    }

    @Test
    void mask_storesTheMarkInsteadOfTheSecret() {
        store(Mode.MASK).put(SECRET);
        assertThat(stored()).isEqualTo(EntryValue.json("{\"password\":\"[REDACTED:assignment]\"}"));
        store(Mode.MASK).batch(new Batch(List.of(Put.of(KEY, EntryValue.text("secret=abcdefg;"))), true));
        assertThat(stored()).isEqualTo(EntryValue.text("secret=[REDACTED:assignment];"));
    }

    @Test
    void mask_refusesWhatWouldBreakJson() {
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "value: (assignment at position 12) (expected: secrets within strings",
                () -> store(Mode.MASK).put(Put.of(KEY, EntryValue.json("{\"password\":1234567}"))));
    }

    @Test
    void warn_storesEverythingAsItIs() {
        store(Mode.WARN).put(SECRET);
        assertThat(stored()).isEqualTo(SECRET.value());
    }

    @Test
    void bytesAndHarmlessValues_areLeftAlone() {
        var bytes = EntryValue.bytes("password=hunter22".getBytes(StandardCharsets.UTF_8));
        store(Mode.REJECT).put(Put.of(KEY, bytes));
        assertThat(stored()).isEqualTo(bytes);
        store(Mode.MASK).put(Put.of(KEY, EntryValue.text("nothing to hide")));
        assertThat(stored()).isEqualTo(EntryValue.text("nothing to hide"));
    }
}
