package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.kubernetes.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers that a claim could not be made larger: that is refused again until somebody has changed something, so it is
 * not asked at every look. Thread-safe.
 */
final class ClaimRefusals {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    private record Refusal(String size, Outcome.Refused outcome, Instant at) {}

    ClaimRefusals(Clock clock) {
        this.clock = clock;
    }

    /** What became of asking {@code claim}, by uid, for {@code size}; asked only if it was not refused a while ago. */
    Outcome asked(String claim, String size, Supplier<Outcome> ask) {
        var last = Optional.ofNullable(refusals.get(claim))
                .filter(refusal -> refusal.size().equals(size))
                .filter(refusal -> clock.instant().isBefore(refusal.at().plus(PATIENCE)));
        if (last.isPresent()) {
            return last.get().outcome();
        }
        var outcome = ask.get();
        if (outcome instanceof Outcome.Refused refused) {
            refusals.put(claim, new Refusal(size, refused, clock.instant()));
        } else {
            refusals.remove(claim);
        }
        return outcome;
    }
}
