package io.claudeflow.swarm.memory.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.failure.MemoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Test
    void read_written_isTheSamePlace() {
        var cursor = Cursor.write("tasks", "2026-01-01", "a/é😀", "");
        assertThat(Cursor.read(cursor, "tasks", 3)).containsExactly("2026-01-01", "a/é😀", "");
        assertThatThrownBy(() -> Cursor.read(cursor, "other", 3)).isInstanceOf(MemoryException.class);
        assertThatThrownBy(() -> Cursor.read(cursor, "tasks", 2)).isInstanceOf(MemoryException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!!", "AAAA", "ä"})
    void read_garbage_isRefused(String cursor) {
        assertThatThrownBy(() -> Cursor.read(cursor, "tasks", 1))
                .isInstanceOf(MemoryException.class)
                .hasMessageStartingWith("cursor: ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void limit_outOfRange_isRefused(int limit) {
        assertThatThrownBy(() -> PageRequest.first(limit)).hasMessage("limit: " + limit + " (expected: 1 to 1000)");
    }
}
