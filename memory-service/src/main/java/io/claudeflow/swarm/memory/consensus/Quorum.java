package io.claudeflow.swarm.memory.consensus;

import io.claudeflow.swarm.memory.failure.MemoryException;

/** How many acceptances a proposal needs. */
public sealed interface Quorum {
    Quorum MAJORITY = new Majority();
    Quorum UNANIMOUS = new Unanimous();

    /** More than half of the acceptors. */
    record Majority() implements Quorum {}

    /** Every acceptor. */
    record Unanimous() implements Quorum {}

    /** A number of acceptors; the only rule for a proposal that anybody may vote on. */
    record AtLeast(int count) implements Quorum {
        public AtLeast {
            if (count < 1) {
                throw MemoryException.invalid("quorum", count, "1 or more");
            }
        }
    }

    /** A share of the acceptors, rounded up: seed 000's threshold, above 0 and at most 1. */
    record Share(double share) implements Quorum {
        public Share {
            if (!(share > 0 && share <= 1)) {
                throw MemoryException.invalid("threshold", share, "above 0 and at most 1");
            }
        }
    }

    /**
     * The acceptances needed.
     *
     * @param acceptors how many may vote; 0 when anybody may
     */
    static int needed(Quorum quorum, int acceptors) {
        if (acceptors == 0 && !(quorum instanceof AtLeast)) {
            throw MemoryException.invalid("acceptors", "(empty)", "named acceptors, or a quorum that is a number");
        }
        int needed = switch (quorum) {
            case Majority _ -> acceptors / 2 + 1;
            case Unanimous _ -> acceptors;
            case AtLeast atLeast -> atLeast.count();
            case Share share -> (int) Math.ceil(share.share() * acceptors - 1e-9);
        };
        if (acceptors > 0 && needed > acceptors) {
            throw MemoryException.invalid("quorum", needed, "at most the number of acceptors, " + acceptors);
        }
        return needed;
    }
}
