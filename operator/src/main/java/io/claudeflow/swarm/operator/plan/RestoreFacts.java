package io.claudeflow.swarm.operator.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known when a restore is looked at.
 *
 * @param turn another restore of the same store that goes first
 * @param source the backup it restores, or would choose
 * @param safety the backup of what it replaces
 * @param ownBackups all of the store's own backups
 */
public record RestoreFacts(
        RestoreRecord restore,
        Instant now,
        Store store,
        Optional<String> turn,
        Optional<BackupRecord> source,
        Optional<BackupRecord> safety,
        List<BackupRecord> ownBackups,
        Pod pod,
        Work work) {

    /** The store whose data is replaced. */
    public sealed interface Store {}

    /** There is none of that name. */
    public record NoStore() implements Store {}

    /** Its spec cannot be followed. */
    public record UnreadableStore(String why) implements Store {}

    /** It is doing something else that goes first, and the restore has not begun. */
    public record BusyStore(String why) implements Store {}

    /** It is there. */
    public record KnownStore(StorePlan plan, boolean leaving) implements Store {}

    /** The store's pod. */
    public sealed interface Pod {}

    /** There is none, and none comes. */
    public record Away() implements Pod {}

    /**
     * It is there or comes, and takes no requests.
     *
     * @param failing whether it has failed more than once, and waiting longer is of no use
     */
    public record Silent(String why, boolean failing) implements Pod {}

    /** It takes requests. */
    public record Ready() implements Pod {}

    /** The Job of the present step, if that has one. */
    public sealed interface Work {}

    /** It was not begun. */
    public record NotBegun() implements Work {}

    /** It is going on. */
    public record Going(String note) implements Work {}

    /** It ended well. */
    public record Finished() implements Work {}

    /** It ended badly. */
    public record Failed(String why) implements Work {}

    /** How long the present step has taken. */
    Duration inStep() {
        return Duration.between(restore.since(), now);
    }
}
