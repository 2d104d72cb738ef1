package io.claudeflow.swarm.benchmarks.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.benchmarks.load.TextValues;
import io.claudeflow.swarm.benchmarks.sqlite.SqliteFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A writer of transactions of two keys in three slots; write n has revision 100 + n. */
class PrefixCheckTest {
    private static final Script SCRIPT = new Script(1, 3, 2);

    private final TextValues texts = new TextValues(4, 8, 64);
    private final Contents contents = new Contents(texts);
    private final Ledger ledger = new Ledger();

    private void put(int key, long number, long revision) {
        contents.entry(
                texts.key(key),
                texts.text(key, number).getBytes(StandardCharsets.US_ASCII),
                new SqliteFile.Revision(1, revision));
    }

    /** What a backup holds whose newest write is this one. */
    private void hold(long newest) {
        for (long number = 1; number <= newest; number++) {
            put(SCRIPT.keyOfWrite(number, 0), number, 100 + number);
            put(SCRIPT.keyOfWrite(number, 1), number, 100 + number);
        }
    }

    private void acknowledge(long last) {
        for (long number = 1; number <= last; number++) {
            ledger.send(number);
            ledger.acknowledge(number, 100 + number);
        }
    }

    private List<String> problems(long revision, long acknowledgedBefore) {
        return new PrefixCheck(contents, revision).problems(SCRIPT, ledger, acknowledgedBefore);
    }

    @Test
    void problems_oneMomentWhole_none() {
        hold(8);
        acknowledge(10);
        assertThat(problems(108, 7)).isEmpty();
        assertThat(problems(108, 8)).isEmpty();
        assertThat(contents.problems()).isEmpty();
    }

    @Test
    void problems_aWriterThatHasNotBegun_none() {
        assertThat(problems(108, 0)).isEmpty();
    }

    @Test
    void problems_anUnansweredWrite_mayBeInIt() {
        hold(8);
        acknowledge(7);
        ledger.send(8);
        assertThat(problems(108, 7)).isEmpty();
    }

    @Test
    void problems_anAcknowledgedWriteIsMissing() {
        hold(7);
        acknowledge(9);
        assertThat(problems(107, 8))
                .containsExactly("write 8 was acknowledged before the backup was begun, the newest in it is 7");
    }

    @Test
    void problems_aTransactionIsHalf() {
        hold(8);
        acknowledge(9);
        put(SCRIPT.keyOfWrite(8, 1), 5, 105);
        assertThat(problems(108, 7))
                .containsExactly("key-00000004 holds write 5, expected 8, with all others of its transaction");
        put(SCRIPT.keyOfWrite(8, 1), 8, 107);
        assertThat(problems(108, 7)).containsExactly("key-00000004 has revision 107, others of its transaction 108");
    }

    @Test
    void problems_anEarlierWriteIsMissing_thoughALaterOneIsThere() {
        hold(8);
        acknowledge(9);
        put(SCRIPT.keyOfWrite(7, 0), 4, 104);
        put(SCRIPT.keyOfWrite(7, 1), 4, 104);
        assertThat(problems(108, 7))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains("holds write 4, expected 7"));
    }

    @Test
    void problems_theRevisionSaysOtherwise() {
        hold(8);
        acknowledge(9);
        assertThat(problems(107, 7)).containsExactly("write 8 has revision 108, the backup ends with 107");
        assertThat(problems(109, 7))
                .containsExactly("write 9 is not in it, its revision is 109, the backup ends with 109");
    }

    @Test
    void problems_aWriteThatNobodySent_orUnderAnotherRevision() {
        hold(8);
        acknowledge(7);
        assertThat(problems(108, 7)).containsExactly("write 8 is in it, and only 7 were sent");
        ledger.send(8);
        ledger.acknowledge(8, 999);
        assertThat(problems(108, 7)).containsExactly("write 8 has revision 108, acknowledged was 999");
    }

    @Test
    void entry_aTextThatNobodyWrote_isAProblem() {
        String text = texts.text(2, 5);
        contents.entry(
                texts.key(2),
                (text.substring(0, 63) + (text.charAt(63) == 'A' ? 'B' : 'A')).getBytes(StandardCharsets.US_ASCII),
                new SqliteFile.Revision(1, 105));
        contents.entry("stranger", new byte[3], new SqliteFile.Revision(1, 105));
        assertThat(contents.problems())
                .containsExactly(
                        "key-00000002 holds 64 bytes that nobody wrote", "stranger holds 3 bytes that nobody wrote");
    }
}
