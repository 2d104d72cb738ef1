package io.claudeflow.swarm.operator.status;

import io.claudeflow.swarm.crd.v1alpha1.ConditionStatus;

/**
 * One condition as found now, without time.
 *
 * @param message for people: the field, what was found, what was expected, what to do
 */
public record Finding(ConditionType type, ConditionStatus status, Reason reason, String message) {

    /** The aspect holds. */
    public static Finding yes(ConditionType type, Reason reason, String message) {
        return new Finding(type, ConditionStatus.TRUE, reason, message);
    }

    /** The aspect does not hold. */
    public static Finding no(ConditionType type, Reason reason, String message) {
        return new Finding(type, ConditionStatus.FALSE, reason, message);
    }

    /** It is not known yet. */
    public static Finding unknown(ConditionType type, Reason reason, String message) {
        return new Finding(type, ConditionStatus.UNKNOWN, reason, message);
    }

    /** Whether the aspect holds. */
    public boolean holds() {
        return status == ConditionStatus.TRUE;
    }
}
