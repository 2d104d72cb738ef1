package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.entry.PatientTarget;
import io.claudeflow.swarm.memory.json.JsonWriter;

/** Operations of the contract for an import: while the memory is busy, it waits. Stateless. */
final class PatientCalls {
    private PatientCalls() {}

    /** The answer; failures are {@link io.claudeflow.swarm.memory.failure.MemoryException}s. */
    static byte[] call(MemoryAccess memory, String operation, JsonWriter request) {
        return PatientTarget.patiently(() -> {
            try {
                return ClientCommand.call(memory, operation, request);
            } catch (CommandFailure e) {
                throw RemoteTarget.failure(e);
            }
        });
    }
}
