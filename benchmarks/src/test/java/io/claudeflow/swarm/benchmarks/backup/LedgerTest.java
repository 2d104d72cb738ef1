package io.claudeflow.swarm.benchmarks.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
    @Test
    void revision_onlyOfWhatWasAcknowledged_andNotTooLongAgo() {
        Ledger ledger = new Ledger();
        for (long number = 1; number <= 5000; number++) {
            ledger.send(number);
            assertThat(ledger.revision(number)).isZero();
            ledger.acknowledge(number, 100 + number);
        }
        assertThat(ledger.acknowledged()).isEqualTo(5000);
        assertThat(ledger.revision(0)).isZero();
        assertThat(ledger.revision(5000)).isEqualTo(5100);
        assertThat(ledger.revision(1000)).isEqualTo(1100);
        assertThat(ledger.revision(900)).isZero();
        assertThat(ledger.revision(5001)).isZero();
    }
}
