package io.claudeflow.swarm.operator.plan;

import java.util.Optional;

/**
 * What an import of legacy data needs next. Pure. A request is written down before its Job begins, so that it never
 * runs twice; once it has ended, only another request changes anything. The store serves all the while.
 */
public sealed interface MigrationStep {

    /** The spec asks for nothing, and never did. */
    record NotAsked() implements MigrationStep {}

    /** The spec asks for nothing any more; what is known stays. */
    record Close() implements MigrationStep {}

    /** It has ended, or the spec has stopped asking and that is known. */
    record Settled() implements MigrationStep {}

    /** A new request is written down. */
    record Open(MigrationRequest request, MigrationPlan wanted) implements MigrationStep {}

    /** Its Job cannot begin yet. */
    record Wait(Hindrance hindrance) implements MigrationStep {}

    /** Its Job begins. */
    record Begin(MigrationRequest request, MigrationPlan wanted) implements MigrationStep {}

    /** Its Job is at work; {@code note} says on what. */
    record Going(String note) implements MigrationStep {}

    /** Its Job has ended, well or not, and that is written down. */
    record End() implements MigrationStep {}

    /** Its Job is gone before its outcome was known. */
    record Lost() implements MigrationStep {}

    /** The Job of a request that the spec does not make any more is ended first. */
    record Cancel() implements MigrationStep {}

    /** What an import waits for. */
    enum Hindrance {
        /** There is no claim of that name. */
        NO_CLAIM,
        /** The store does not serve. */
        STORE
    }

    /** How far the Job of a request is. */
    enum Work {
        NOT_BEGUN,
        GOING,
        ENDED
    }

    /**
     * What was written down of the newest request.
     *
     * @param requested whether the spec asked for it when it was last looked at
     * @param begun whether its Job was begun
     * @param ended whether it has a result
     */
    record Known(MigrationRequest request, boolean requested, boolean begun, boolean ended) {}

    /**
     * What is known.
     *
     * @param wanted what the spec asks for
     * @param work the Job of the request in {@code known}
     * @param note what that Job says
     * @param claimExists whether the claim that is wanted exists
     * @param serves whether the store takes requests, and will for a while
     */
    record Facts(
            Optional<MigrationPlan> wanted,
            Optional<Known> known,
            Work work,
            String note,
            boolean claimExists,
            boolean serves) {}

    /** The next step. */
    static MigrationStep next(Facts facts) {
        var known = facts.known();
        if (facts.wanted().isEmpty()) {
            return known.map(request -> unwanted(facts, request)).orElseGet(NotAsked::new);
        }
        var wanted = facts.wanted().get();
        if (known.isEmpty()) {
            return new Open(MigrationRequest.after(Optional.empty(), wanted), wanted);
        }
        var request = known.get();
        if (request.requested() && request.request().fingerprint().equals(wanted.fingerprint())) {
            return request.ended() ? new Settled() : same(facts, request, wanted);
        }
        return former(facts, request)
                .orElseGet(() -> new Open(MigrationRequest.after(Optional.of(request.request()), wanted), wanted));
    }

    private static MigrationStep unwanted(Facts facts, Known request) {
        return former(facts, request)
                .orElseGet(() -> request.requested() || !request.ended() ? new Close() : new Settled());
    }

    /** What is left to do of a request that the spec does not make any more. */
    private static Optional<MigrationStep> former(Facts facts, Known request) {
        if (request.ended()) {
            return Optional.empty();
        }
        return switch (facts.work()) {
            case GOING -> Optional.of(new Cancel());
            case ENDED -> Optional.of(new End());
            case NOT_BEGUN -> Optional.empty();
        };
    }

    private static MigrationStep same(Facts facts, Known request, MigrationPlan wanted) {
        return switch (facts.work()) {
            case GOING -> new Going(facts.note());
            case ENDED -> new End();
            case NOT_BEGUN -> {
                if (request.begun()) {
                    yield new Lost();
                }
                if (!facts.claimExists()) {
                    yield new Wait(Hindrance.NO_CLAIM);
                }
                yield facts.serves() ? new Begin(request.request(), wanted) : new Wait(Hindrance.STORE);
            }
        };
    }
}
