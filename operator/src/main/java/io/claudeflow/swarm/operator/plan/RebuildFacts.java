package io.claudeflow.swarm.operator.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known when a rebuild of a data claim is looked at.
 *
 * @param wanted the smaller size the spec asks for, canonical; empty while it asks for none
 * @param record what was written down
 * @param first what of the store goes first, for people
 * @param pod the store's pod, as the API server has it
 * @param used bytes the database needs, as far as the service says
 * @param data the data claim
 * @param trial the second claim
 * @param backups all of the store's own
 * @param work the Job of the present step
 */
public record RebuildFacts(
        String store,
        Optional<String> wanted,
        Optional<RebuildRecord> record,
        Optional<String> first,
        RestoreFacts.Pod pod,
        Optional<Long> used,
        Claim data,
        Claim trial,
        List<BackupRecord> backups,
        RestoreFacts.Work work,
        Instant now) {

    /** A claim. */
    public sealed interface Claim {}

    /** There is none. */
    public record Absent() implements Claim {}

    /** It is being removed. */
    public record Leaving() implements Claim {}

    /** It is there, and no rebuild has made it. */
    public record Former() implements Claim {}

    /**
     * A rebuild has made it.
     *
     * @param size what it asks for, canonical
     */
    public record Made(RebuildNote note, String size) implements Claim {}

    /** The backup of this name. */
    Optional<BackupRecord> backup(String name) {
        return backups.stream().filter(backup -> backup.name().equals(name)).findFirst();
    }

    Duration inStep() {
        return record.map(known -> Duration.between(known.since(), now)).orElse(Duration.ZERO);
    }
}
