package io.claudeflow.swarm.memory.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogSetupTest {
    private static final String BASE = "io.claudeflow.swarm.memory.";

    @AfterEach
    void restore() {
        LogSetup.apply("warn", "text");
    }

    @Test
    void shouldGivePackagesTheirOwnLevel() {
        LogSetup.apply("info", "text", Map.of("sqlite", "debug", "org.eclipse", "error", "http", "warn"));
        assertThat(LoggerFactory.getLogger(BASE + "sqlite.Writer").isDebugEnabled())
                .isTrue();
        assertThat(LoggerFactory.getLogger(BASE + "engine.MemoryEngine").isDebugEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger(BASE + "engine.MemoryEngine").isInfoEnabled())
                .isTrue();
        assertThat(LoggerFactory.getLogger(BASE + "http.HttpApi").isInfoEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("org.eclipse.X").isWarnEnabled()).isFalse();
        LogSetup.apply("info", "text");
        assertThat(LoggerFactory.getLogger(BASE + "sqlite.Writer").isDebugEnabled())
                .isFalse();
    }

    @Test
    void shouldLeavePortsThatAreTakenAndClientsThatGoAwayToTheProgramToSay() {
        LogSetup.apply("info", "text");

        assertThat(LoggerFactory.getLogger("io.helidon.webserver.LoomServer").isErrorEnabled())
                .as("a stack trace")
                .isFalse();
        assertThat(LoggerFactory.getLogger("io.helidon.webserver.http1.Http1Connection")
                        .isWarnEnabled())
                .as("a stack trace for each client that goes away while it speaks")
                .isFalse();
        assertThat(LoggerFactory.getLogger("io.helidon.webserver.ConnectionHandler")
                        .isWarnEnabled())
                .isTrue();
    }
}
