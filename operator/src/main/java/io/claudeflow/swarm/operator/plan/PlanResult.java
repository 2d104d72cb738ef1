package io.claudeflow.swarm.operator.plan;

/**
 * What came of planning one object.
 *
 * @param <P> the plan
 */
public sealed interface PlanResult<P> {

    /** This should exist. */
    record Planned<P>(P plan) implements PlanResult<P> {}

    /**
     * Nothing is to be made or changed.
     *
     * @param problem which kind of problem it is
     * @param message the field, what was found, what was expected, what to do
     */
    record Rejected<P>(Problem problem, String field, String message) implements PlanResult<P> {}

    /** Why a spec cannot be followed. */
    enum Problem {
        INVALID_SPEC,
        UNSUPPORTED_TYPE,
        NAMESPACE_NOT_ALLOWED
    }
}
