package io.claudeflow.swarm.operator.kubernetes;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Limits how often one object is reconciled: {@code burst} times at once, then once per {@code refill}. One state per
 * object, used by one thread at a time.
 *
 * <p>The limiter that comes with framework 5.2.3 answers the time that has passed instead of the time to wait.
 */
public final class TokenBucket implements RateLimiter<TokenBucket.State> {
    private final int burst;
    private final Duration refill;
    private final Clock clock;

    public TokenBucket(int burst, Duration refill, Clock clock) {
        this.burst = burst;
        this.refill = refill;
        this.clock = clock;
    }

    /** Tokens left and when they were last counted. */
    public static final class State implements RateLimitState {
        private int tokens;
        private Instant counted;

        private State(int tokens, Instant counted) {
            this.tokens = tokens;
            this.counted = counted;
        }
    }

    @Override
    public State initState() {
        return new State(burst, clock.instant());
    }

    @Override
    public Optional<Duration> isLimited(RateLimitState anyState) {
        if (!(anyState instanceof State state)) {
            throw new IllegalArgumentException("Rate limit state of a foreign limiter: " + anyState.getClass());
        }
        var now = clock.instant();
        var refilled = Math.max(0, Duration.between(state.counted, now).dividedBy(refill));
        if (refilled > 0) {
            state.tokens = (int) Math.min(burst, state.tokens + refilled);
            state.counted = state.tokens == burst ? now : state.counted.plus(refill.multipliedBy(refilled));
        }
        if (state.tokens > 0) {
            state.tokens--;
            return Optional.empty();
        }
        return Optional.of(Duration.between(now, state.counted.plus(refill)));
    }
}
