package io.claudeflow.swarm.benchmarks.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BackupTallyTest {
    private final BackupTally tally = new BackupTally();

    @Test
    void cells_countEachWayForItself() {
        tally.add(Stage.CREATE, 1, 500_000_000, 20 << 20, List.of());
        tally.add(Stage.CREATE, 2, 700_000_000, 30 << 20, List.of("size", "SHA-256"));
        tally.add(Stage.PULL, 3, 4_000_000_000L, 31 << 20, List.of());
        assertThat(tally.taken()).isEqualTo(3);
        assertThat(tally.verified()).isEqualTo(2);
        assertThat(tally.corrupt()).isEqualTo(1);
        assertThat(tally.cells(Stage.CREATE)).startsWith("2", "1", "1").endsWith("20 to 30");
        assertThat(tally.cells(Stage.PULL)).startsWith("1", "1", "0").endsWith("31 to 31");
        assertThat(Double.parseDouble(tally.cells(Stage.PULL).get(3))).isBetween(4.0, 4.1);
        assertThat(tally.problems()).containsExactly("backup 2: size; SHA-256");
    }

    @Test
    void cells_beforeTheFirst_andOfAnotherStage() {
        assertThat(tally.cells(Stage.PULL)).startsWith("0", "0", "0").endsWith("–");
        assertThatThrownBy(() -> tally.cells(Stage.REST)).hasMessageContaining("expected one in which a backup");
    }
}
