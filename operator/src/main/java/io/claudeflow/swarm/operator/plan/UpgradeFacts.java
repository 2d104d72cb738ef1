package io.claudeflow.swarm.operator.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known when the version of a store is looked at.
 *
 * @param plan of the store, with the program that is to run now
 * @param busy what the store is doing that goes first, for people
 * @param backup the backup of the present change
 * @param saved how far that backup reaches
 * @param restore the restore of the present change
 * @param backups all of the store's own backups
 */
public record UpgradeFacts(
        UpgradeRecord record,
        StorePlan plan,
        Instant now,
        Optional<String> busy,
        Optional<BackupRecord> backup,
        Optional<Position> saved,
        Restored restore,
        List<BackupRecord> backups,
        Pod pod) {

    /** A point in the history of a store. */
    public record Position(long epoch, long revision) {}

    /** The store's pod, as far as it runs what it is to run now. */
    public sealed interface Pod {}

    /** There is none, and none comes. */
    public record Away() implements Pod {}

    /** It is there or comes, and takes no requests. {@code hopeless}: it has failed more than once. */
    public record Silent(String why, boolean hopeless) implements Pod {}

    /** Its image cannot be pulled, which may pass. */
    public record Unpullable(String why) implements Pod {}

    /** It would take requests, were it not held back. */
    public record Held(Answer answer) implements Pod {}

    /** It takes requests. */
    public record Ready() implements Pod {}

    /** What a pod that is held back says about itself. */
    public sealed interface Answer {}

    /** Nothing yet. */
    public record NoAnswer(String why) implements Answer {}

    /** This. */
    public record Answered(Optional<String> version, Optional<Long> epoch, Optional<Long> revision) implements Answer {}

    /** How far the restore of the pre-upgrade backup has come. */
    public sealed interface Restored {}

    /** It was not asked for. */
    public record NotAsked() implements Restored {}

    /** It goes on. */
    public record Going(String note) implements Restored {}

    /**
     * It has ended.
     *
     * @param revision how far the restored data reaches
     */
    public record Ended(boolean well, String note, Optional<Long> revision) implements Restored {}

    /** How long the present step has taken. */
    Duration inStep() {
        return record.change()
                .map(change -> Duration.between(change.since(), now))
                .orElse(Duration.ZERO);
    }
}
