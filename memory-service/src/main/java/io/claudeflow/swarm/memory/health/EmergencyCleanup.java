package io.claudeflow.swarm.memory.health;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Frees space when there is hardly any left, from what nobody misses to what somebody might, and stops as soon as there
 * is enough:
 *
 * <ol>
 *   <li>the write-ahead log is emptied: that gives space at once, and deleting needs some
 *   <li>expired rows are deleted
 *   <li>rows without an owner are deleted
 *   <li>only when space is wanted: entries of the swarm with a lifetime are deleted, those that end soonest first
 *   <li>only when that was asked for as well: permanent entries, those unused for the longest time first
 *   <li>pages that hold nothing are given back to the file system
 * </ol>
 *
 * <p>Space is wanted when the caller says how much, or when the disk is critically full: then as much as ends that.
 * Space inside the file counts as space. Thread-safe; one run at a time.
 */
public final class EmergencyCleanup {
    private final Tools tools;
    private final HealthThresholds thresholds;

    public EmergencyCleanup(Tools tools, HealthThresholds thresholds) {
        this.tools = tools;
        this.thresholds = thresholds;
    }

    /** What the cleanup is made of; each method does its work in short transactions. */
    public interface Tools {
        Space space();

        /** Returns the bytes the log had. */
        long emptyLog();

        /** What has expired, without deleting it. */
        Removed expired();

        Removed deleteExpired();

        Removed orphans();

        Removed deleteOrphans();

        /** What {@link #deleteEntries} would delete. */
        Removed entries(String swarm, boolean permanent, long bytes);

        /** Deletes entries with a lifetime, or permanent ones, until so many bytes of values are gone. */
        Removed deleteEntries(String swarm, boolean permanent, long bytes);

        /** Returns the bytes given back. */
        long giveBack();
    }

    /**
     * Space.
     *
     * @param free on the volume
     * @param reusable inside the file
     */
    public record Space(long total, long free, long reusable, long log) {
        long available() {
            return free + reusable;
        }
    }

    /** Rows and the bytes of their values. */
    public record Removed(long rows, long bytes) {
        public static final Removed NOTHING = new Removed(0, 0);
    }

    /** What is done, in order. */
    public enum Action {
        EMPTY_LOG,
        DELETE_EXPIRED,
        DELETE_ORPHANS,
        DELETE_EXPIRING,
        DELETE_PERMANENT,
        GIVE_BACK;

        /** The word in answers. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One action and what it removed, or would. */
    public record Done(Action action, long rows, long bytes) {}

    /**
     * The outcome.
     *
     * @param critical whether the disk was critically full
     * @param wantedBytes space that was wanted beyond what there was
     * @param enough whether the wanted space is there now; in a dry run whether it would be, estimated by the bytes of
     *     values
     * @param errors actions that failed; the others went on
     */
    public record Report(
            boolean dryRun,
            boolean critical,
            long wantedBytes,
            Space before,
            Space after,
            List<Done> actions,
            boolean enough,
            List<String> errors) {
        public Report {
            actions = List.copyOf(actions);
            errors = List.copyOf(errors);
        }
    }

    /**
     * Runs.
     *
     * @param freeBytes space wanted in addition to what there is, or null for what the disk needs
     * @param includePermanent whether permanent entries may be deleted; never by itself
     */
    public synchronized Report run(String swarm, @Nullable Long freeBytes, boolean includePermanent, boolean dryRun) {
        if (freeBytes != null && freeBytes < 1) {
            throw MemoryException.invalid("freeBytes", freeBytes, "1 or more");
        }
        return new Run(swarm, freeBytes, dryRun).run(includePermanent);
    }

    private final class Run {
        private final String swarm;
        private final boolean dryRun;
        private final Space before = tools.space();
        private final boolean critical;
        private final long wanted;
        private final List<Done> actions = new ArrayList<>();
        private final List<String> errors = new ArrayList<>();
        private long estimated;

        Run(String swarm, @Nullable Long freeBytes, boolean dryRun) {
            this.swarm = swarm;
            this.dryRun = dryRun;
            long least = Math.round(before.total() * (1 - thresholds.usageCritical()));
            this.critical = before.free() <= least;
            this.wanted = freeBytes != null ? freeBytes : Math.max(0, least + 1 - before.available());
        }

        Report run(boolean includePermanent) {
            bytes(Action.EMPTY_LOG, dryRun ? before.log() : 0, tools::emptyLog);
            rows(Action.DELETE_EXPIRED, tools::expired, tools::deleteExpired);
            rows(Action.DELETE_ORPHANS, tools::orphans, tools::deleteOrphans);
            entries(Action.DELETE_EXPIRING, false);
            if (includePermanent) {
                entries(Action.DELETE_PERMANENT, true);
            }
            bytes(Action.GIVE_BACK, 0, tools::giveBack);
            var after = dryRun ? before : tools.space();
            return new Report(dryRun, critical, wanted, before, after, actions, missing() == 0, errors);
        }

        private long missing() {
            long gained = dryRun ? estimated : tools.space().available() - before.available();
            return Math.max(0, wanted - gained);
        }

        private void entries(Action action, boolean permanent) {
            long missing = missing();
            if (missing > 0) {
                LongFunction<Removed> look = bytes -> tools.entries(swarm, permanent, bytes);
                LongFunction<Removed> work = bytes -> tools.deleteEntries(swarm, permanent, bytes);
                rows(action, () -> look.apply(missing), () -> work.apply(missing));
            }
        }

        private void rows(Action action, Supplier<Removed> look, Supplier<Removed> work) {
            guarded(action, () -> {
                var removed = dryRun ? look.get() : work.get();
                estimated += removed.bytes();
                actions.add(new Done(action, removed.rows(), removed.bytes()));
            });
        }

        private void bytes(Action action, long inDryRun, LongSupplier work) {
            guarded(action, () -> {
                long gained = dryRun ? inDryRun : work.getAsLong();
                estimated += gained;
                actions.add(new Done(action, 0, gained));
            });
        }

        private void guarded(Action action, Runnable work) {
            try {
                work.run();
            } catch (MemoryException e) {
                errors.add(action.label() + ": " + e.getMessage());
            }
        }
    }
}
