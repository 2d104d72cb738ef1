package io.claudeflow.swarm.memory.testing;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts how something fails. */
public final class Failures {
    private Failures() {}

    /** The call fails in this way, and its message begins like this. */
    public static void assertFails(FailureKind kind, String messageStart, ThrowingCallable call) {
        assertThatExceptionOfType(MemoryException.class)
                .isThrownBy(call)
                .withMessageStartingWith(messageStart)
                .matches(failure -> failure.kind() == kind, "of kind " + kind);
    }
}
