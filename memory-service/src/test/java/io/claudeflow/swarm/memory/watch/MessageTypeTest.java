package io.claudeflow.swarm.memory.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.watch.LoggedChange.Operation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTypeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            locks | k | PUT | {"event":"acquired","owner":"a"} | lock_acquired
            locks | k | PUT | {"event":"renewed","owner":"a"} | lock_renewed
            locks | k | DELETE | {"event":"released"} | lock_released
            locks | k | EXPIRE | {"event":"expired"} | lock_released
            memory_store | a | PUT |  | memory_updated
            memory_store | a | DELETE |  | memory_updated
            memory_store | a | EXPIRE |  | memory_updated
            memory_store | '' | CLEAR |  | memory_updated
            memory_store | swarm-1/global/knowledge/patterns | PUT |  | knowledge_shared
            memory_store | knowledge/patterns/rest-api | PUT |  | knowledge_shared
            memory_store | knowledge/patterns/rest-api | DELETE |  | memory_updated
            agent_memory | a/k | PUT |  | memory_updated
            shared_state | k | PUT |  | memory_updated
            patterns | p | PUT |  | knowledge_shared
            messages | 7 | PUT |  | knowledge_shared
            messages | 7 | EXPIRE |  | row_changed
            tasks | t | PUT |  | row_changed
            """)
    void shouldFollowFromTheChange(
            String table, String key, Operation operation, @Nullable String detail, String expected) {
        var change = new LoggedChange(
                new Position(new Revision(1, 1), 0), "s", table, "", key, operation, Instant.EPOCH, detail);
        assertThat(MessageType.of(change).wireName()).isEqualTo(expected);
    }
}
