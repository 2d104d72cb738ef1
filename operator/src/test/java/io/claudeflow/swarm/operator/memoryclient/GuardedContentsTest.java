package io.claudeflow.swarm.operator.memoryclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.memoryclient.MemoryContents.EntryName;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Later;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Place;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Silent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class GuardedContentsTest {
    private static final EntryName NAME = new EntryName("default", "k");

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    /** Nothing listens on the discard port of these addresses. */
    private final GuardedContents contents = new GuardedContents(new HttpMemoryContents(9), 2, clock);

    private String problem(String host) {
        return contents.tag(new Place(host, "s"), NAME) instanceof Silent<?>(var problem, var reached)
                ? problem + reached
                : "answered";
    }

    @Test
    void shouldLeaveAHostAloneForAWhileWhenItDidNotAnswer() {
        assertThat(problem("127.0.0.1")).contains("was not answered").endsWith("false");

        assertThat(problem("127.0.0.1")).contains("a moment ago").endsWith("true");
        assertThat(problem("127.0.0.2")).as("another host").contains("was not answered");

        now = now.plus(Duration.ofSeconds(11));
        assertThat(problem("127.0.0.1")).contains("was not answered");
    }

    @Test
    void shouldRefuseToWaitWhenTooManyAreAskedAtOnce() {
        var full = new GuardedContents(new HttpMemoryContents(9), 0, clock);

        assertThat(full.tag(new Place("127.0.0.1", "s"), NAME)).isEqualTo(new Later<>());
    }
}
