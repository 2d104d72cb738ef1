package io.claudeflow.swarm.memory.entry;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyConventionsTest {
    @ParameterizedTest
    @CsvSource({
        "coordination/agent1/progress, coordination/agent1",
        "swarm/agent/state/x, swarm/agent",
        "session/abc123, session/abc123",
        "plain, plain",
        "a:b, a:b",
        "a/b/, a/b",
        "a//b, a/",
        "/a/b, /a"
    })
    void inferredNamespace_isTheFirstTwoSegments(String key, String namespace) {
        assertThat(KeyConventions.inferredNamespace(key)).isEqualTo(namespace);
    }

    @ParameterizedTest
    @CsvSource({
        "default, session/abc, true",
        "default, session/abc/x/y, true",
        "default, session:abc:x, true",
        "default, session/abcd, false",
        "default, session/ab, false",
        "session/abc, anything, true",
        "session:abc, anything, true",
        "sessions, abc, true",
        "sessions, session:abc, true",
        "session, abc/x, true",
        "sessions, abcd, false",
        "default, swarm-1/session-abc/context, true",
        "default, swarm-1/session-abcd/context, false",
        "default, swarm-1/xsession-abc, false",
        "default, xsession/abc, false",
        "default, abc, false"
    })
    void belongsToSession_byNamespaceOrKey(String namespace, String key, boolean expected) {
        assertThat(KeyConventions.belongsToSession(namespace, key, "abc")).isEqualTo(expected);
    }

    @Test
    void hierarchicalKey_isReadAndChecked() {
        assertThat(HierarchicalKey.parse("swarm-abc123/agent-worker1/state"))
                .isEqualTo(new HierarchicalKey("swarm-abc123", "agent-worker1", "state"));
        assertThat(HierarchicalKey.parse("global/knowledge")).isEqualTo(new HierarchicalKey("global", "knowledge", ""));
        assertThat(HierarchicalKey.parse("neural/a/b/c").identifier()).isEqualTo("b/c");
        assertThat(HierarchicalKey.parse("agent/" + "é".repeat(249)).subcategory())
                .hasSize(249);
        assertFails(FailureKind.INVALID_ARGUMENT, "key: swarm ", () -> HierarchicalKey.parse("swarm"));
        assertFails(FailureKind.INVALID_ARGUMENT, "key: swarm//x", () -> HierarchicalKey.parse("swarm//x"));
        assertFails(FailureKind.INVALID_ARGUMENT, "key: other/x", () -> HierarchicalKey.parse("other/x"));
        assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "key: 256 characters",
                () -> HierarchicalKey.parse("agent/" + "x".repeat(250)));
    }
}
