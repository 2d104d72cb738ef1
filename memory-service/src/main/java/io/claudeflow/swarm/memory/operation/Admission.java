package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.contract.Field;
import io.claudeflow.swarm.memory.contract.Rpc;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.limit.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What has to be right with a call before its operation sees it: members and types are those of the contract, and the
 * JSON values that it stores hold no secrets that must not be stored. Thread-safe.
 */
final class Admission {
    private final Redaction redaction;

    Admission(Redaction redaction) {
        this.redaction = redaction;
    }

    /** The arguments of a call, or the refusal. */
    Arguments admit(Rpc rpc, String swarm, JsonObject request) {
        rpc.request().check(request);
        return new Arguments(swarm, stores(rpc) && !redaction.isOff() ? clean(rpc, swarm, request) : request);
    }

    /** Only a single write can be a step of a transaction; the steps are admitted one by one. */
    private static boolean stores(Rpc rpc) {
        return rpc.transactional();
    }

    private JsonObject clean(Rpc rpc, String swarm, JsonObject request) {
        var cleaned = request;
        for (var field : rpc.request().fields().values()) {
            var slice = request.value(field.name()).orElse(null);
            if (slice != null && field.type() == Field.Type.JSON) {
                var text = slice.raw();
                var clean = redaction.clean(slice.field(), swarm, rpc.name(), text, true);
                if (!clean.equals(text)) {
                    var instead = JsonSlice.parse(slice.field(), clean.getBytes(StandardCharsets.UTF_8));
                    cleaned = cleaned.without(field.name()).with(Map.of(field.name(), instead));
                }
            }
        }
        return cleaned;
    }
}
