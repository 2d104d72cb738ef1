package io.claudeflow.swarm.operator.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When backups of a store are due. The moments follow from the spec and from when the store was created and from
 * nothing else, so that an operator that starts again finds the same ones.
 */
public sealed interface BackupTimes {

    /** The first moment after {@code after}, for a store that was created at {@code created}. */
    Optional<Instant> next(Instant created, Instant after);

    /** The last moment that is not after {@code upTo}. */
    Optional<Instant> latest(Instant created, Instant upTo);

    /** As people say it. */
    String text();

    /** Never. */
    record Never() implements BackupTimes {
        @Override
        public Optional<Instant> next(Instant created, Instant after) {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> latest(Instant created, Instant upTo) {
            return Optional.empty();
        }

        @Override
        public String text() {
            return "never";
        }
    }

    /** Every so often, counted from the store's creation: stores that share an interval do not all work at once. */
    record Every(Duration interval, String text) implements BackupTimes {
        @Override
        public Optional<Instant> next(Instant created, Instant after) {
            var passed = Math.max(0, Duration.between(created, after).dividedBy(interval));
            return Optional.of(created.plus(interval.multipliedBy(passed + 1)));
        }

        @Override
        public Optional<Instant> latest(Instant created, Instant upTo) {
            var passed = Duration.between(created, upTo).dividedBy(interval);
            return passed < 1 ? Optional.empty() : Optional.of(created.plus(interval.multipliedBy(passed)));
        }
    }

    /** By the clock. */
    record ByClock(Cron cron, String text) implements BackupTimes {
        @Override
        public Optional<Instant> next(Instant created, Instant after) {
            return cron.next(after);
        }

        @Override
        public Optional<Instant> latest(Instant created, Instant upTo) {
            return cron.latest(upTo).filter(moment -> moment.isAfter(created));
        }
    }
}
