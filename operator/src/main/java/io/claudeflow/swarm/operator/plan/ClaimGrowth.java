package io.claudeflow.swarm.operator.plan;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a data claim grows by itself now. Pure. One step at a time: not before the last one has arrived, and not more
 * often than {@link #REST} allows, so that a wrong figure costs one step and not all of them.
 */
public sealed interface ClaimGrowth {
    /** The shortest time between two steps. */
    Duration REST = Duration.ofMinutes(10);

    /** Sizes of a file system differ from that of its volume; what is larger than this is somebody's whole disk. */
    double OWN_VOLUME = 1.05;

    /** Nothing is to be done. */
    record Enough() implements ClaimGrowth {}

    /** The claim gets {@code size}, canonical. */
    record Grow(String size, long percent) implements ClaimGrowth {}

    /** It would grow if it was allowed to. */
    record AtMaximum(long percent) implements ClaimGrowth {}

    /**
     * What the service says about its volume, in bytes.
     *
     * @param database the database with its log
     * @param free room left on the file system
     * @param total size of the file system; 0 when it is not known
     */
    record Usage(long database, long free, long total) {

        /**
         * Used share in percent. On a disk that is shared with others, such as a directory of the node, only the
         * database counts: what else lies there says nothing about this claim.
         */
        long percentOf(BigDecimal capacity) {
            var own = total > 0 && total <= capacity.doubleValue() * OWN_VOLUME;
            var used = own ? total - free : database;
            var of = own ? total : capacity.doubleValue();
            return of <= 0 ? 0 : (long) Math.floor(Math.clamp(used / of, 0, 1) * 100);
        }
    }

    /**
     * What is known.
     *
     * @param asked size the claim asks for, canonical
     * @param capacity size it has, canonical; empty while it has none
     * @param last when it grew by itself last
     * @param usage empty when the service does not say
     * @param full whether the service has stopped because its volume is full
     */
    record Facts(
            GrowthPlan plan,
            String asked,
            Optional<String> capacity,
            Optional<Instant> last,
            Optional<Usage> usage,
            boolean full,
            Instant now) {}

    /** Whether it grows. */
    static ClaimGrowth of(Facts facts) {
        if (facts.capacity().isEmpty()
                || Amount.compare(facts.capacity().get(), facts.asked()) < 0
                || facts.last()
                        .filter(at -> facts.now().isBefore(at.plus(REST)))
                        .isPresent()) {
            return new Enough();
        }
        var capacity = Amount.bytes(facts.capacity().get());
        var percent = facts.full()
                ? 100
                : facts.usage().map(usage -> usage.percentOf(capacity)).orElse(0L);
        if (percent < facts.plan().threshold()) {
            return new Enough();
        }
        var next = Amount.sum(facts.asked(), facts.plan().step());
        var size =
                Amount.compare(next, facts.plan().maximum()) > 0 ? facts.plan().maximum() : next;
        return Amount.compare(size, facts.asked()) > 0 ? new Grow(size, percent) : new AtMaximum(percent);
    }
}
