package io.claudeflow.swarm.benchmarks.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptTest {
    /** Replays the writes one by one. */
    @Test
    void held_isWhatTheLastWriteToASlotLeft() {
        Script script = new Script(10, 4, 3);
        long[] slots = new long[4];
        for (long number = 1; number <= 30; number++) {
            slots[(script.keyOfWrite(number, 0) - 10) / 3] = number;
            for (int slot = 0; slot < 4; slot++) {
                assertThat(script.held(slot, number))
                        .as("slot %d after %d", slot, number)
                        .isEqualTo(slots[slot]);
            }
        }
    }

    @Test
    void key_staysWithinItsShare() {
        Script script = new Script(10, 4, 3);
        assertThat(script.keyOfWrite(1, 0)).isEqualTo(10);
        assertThat(script.keyOfWrite(4, 2)).isEqualTo(21).isEqualTo(10 + script.keys() - 1);
        assertThat(script.keyOfWrite(5, 0)).isEqualTo(10);
    }
}
