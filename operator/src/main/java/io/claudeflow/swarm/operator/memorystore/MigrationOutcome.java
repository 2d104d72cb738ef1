package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.MigratedSource;
import io.claudeflow.swarm.crd.v1alpha1.Migration;
import io.claudeflow.swarm.crd.v1alpha1.MigrationResult;
import io.claudeflow.swarm.operator.job.ImportTally;
import io.claudeflow.swarm.operator.job.JobReport;
import io.claudeflow.swarm.operator.job.JobState;
import io.claudeflow.swarm.operator.plan.MigrationPlan;
import io.claudeflow.swarm.operator.plan.MigrationRequest;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an import becomes in a status, and what the status says of it. Pure but for the time it is given. */
final class MigrationOutcome {
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_PATH = 512;
    private static final int LONGEST_FORMAT = 128;

    private MigrationOutcome() {}

    /** A request that was seen for the first time. */
    static Migration opened(MigrationRequest request, MigrationPlan wanted) {
        return new Migration(
                request.text(), true, wanted.claim(), null, null, null, null, null, null, null, null, null);
    }

    /** Its Job was begun. */
    static Migration begun(Migration open, String job, Instant now) {
        return new Migration(
                open.request(), true, open.claim(), job, null, text(now), null, null, null, null, null, null);
    }

    /** The spec does not ask for it any more. */
    static Migration closed(Migration known, Instant now) {
        var ended = known.result() != null;
        return new Migration(
                known.request(),
                false,
                known.claim(),
                known.job(),
                ended ? known.result() : MigrationResult.WITHDRAWN,
                known.startedAt(),
                ended ? known.finishedAt() : text(now),
                known.rows(),
                known.errors(),
                known.seconds(),
                known.sources(),
                known.message());
    }

    /** The same without the Job, which is gone. */
    static Migration tidied(Migration known) {
        return new Migration(
                known.request(),
                known.requested(),
                known.claim(),
                null,
                known.result(),
                known.startedAt(),
                known.finishedAt(),
                known.rows(),
                known.errors(),
                known.seconds(),
                known.sources(),
                known.message());
    }

    /** Its Job ended so. */
    static Migration ended(Migration known, String job, JobState state, Instant now) {
        return switch (state) {
            case JobState.Done done ->
                ended(
                        known,
                        job,
                        result(Optional.of(done.report()), MigrationResult.IMPORTED),
                        Optional.of(done.report()),
                        done.report().message(),
                        done.started(),
                        done.ended(),
                        now);
            case JobState.Failed failed ->
                ended(
                        known,
                        job,
                        result(failed.report(), MigrationResult.FAILED),
                        failed.report(),
                        failed.message(),
                        failed.started(),
                        failed.ended(),
                        now);
            default -> throw new IllegalStateException("Job " + job + " has not ended");
        };
    }

    /** Its Job is gone, and what it did is not known. */
    static Migration lost(Migration known, Instant now) {
        return ended(
                known,
                String.valueOf(known.job()),
                MigrationResult.FAILED,
                Optional.empty(),
                "Job " + known.job() + " was removed before its outcome was read.",
                known.startedAt(),
                null,
                now);
    }

    private static Migration ended(
            Migration known,
            String job,
            MigrationResult result,
            Optional<JobReport> report,
            @Nullable String message,
            @Nullable String started,
            @Nullable String ended,
            Instant now) {
        var tally = report.flatMap(JobReport::tally);
        return new Migration(
                known.request(),
                known.requested(),
                known.claim(),
                job,
                result,
                started == null ? known.startedAt() : started,
                ended == null ? text(now) : ended,
                tally.map(ImportTally::rows).orElse(null),
                tally.map(ImportTally::errors).orElse(null),
                report.map(JobReport::seconds)
                        .map(Math::round)
                        .or(() -> took(started, ended))
                        .orElse(null),
                tally.map(ImportTally::sources)
                        .map(sources ->
                                sources.stream().map(MigrationOutcome::source).toList())
                        .orElse(null),
                message == null ? null : shortened(message, LONGEST_MESSAGE));
    }

    private static MigratedSource source(ImportTally.Source source) {
        return new MigratedSource(
                shortened(source.path(), LONGEST_PATH),
                shortened(source.format(), LONGEST_FORMAT),
                source.rows(),
                source.errors());
    }

    /** Words of another version are understood as long as they begin the same. */
    private static MigrationResult result(Optional<JobReport> report, MigrationResult otherwise) {
        var words = report.map(said -> (said.result() + " " + said.reason()).toLowerCase(Locale.ROOT))
                .orElse("");
        if (words.contains("nothing")) {
            return MigrationResult.NOTHING_FOUND;
        }
        var failed = report.filter(JobReport::failed).isPresent();
        var errors = report.flatMap(JobReport::tally)
                .filter(tally -> tally.errors() > 0)
                .isPresent();
        return !failed && errors ? MigrationResult.IMPORTED_WITH_ERRORS : otherwise;
    }

    /** What the condition says of an import that has ended, or that nobody asks for any more. */
    static Finding finding(StoreIdentity store, Migration known) {
        var result = Optional.ofNullable(known.result()).orElse(MigrationResult.UNKNOWN);
        return switch (result) {
            case IMPORTED -> Finding.yes(ConditionType.MIGRATED, Reason.MIGRATED, told(known) + ".");
            case IMPORTED_WITH_ERRORS ->
                no(
                        Reason.MIGRATED_WITH_ERRORS,
                        told(known) + "; " + known.errors() + " rows could not be imported." + look(store, known));
            case NOTHING_FOUND ->
                no(
                        Reason.NOTHING_TO_MIGRATE,
                        "PersistentVolumeClaim " + known.claim()
                                + " holds nothing that is known (expected: files of an earlier memory)."
                                + look(store, known));
            case WITHDRAWN -> no(Reason.NOT_REQUESTED, "spec.migrateFromLegacy is false; the import was not finished.");
            case FAILED, UNKNOWN ->
                no(
                        Reason.MIGRATION_FAILED,
                        "The import from PersistentVolumeClaim " + known.claim() + " failed: " + known.message()
                                + " The store serves what it has." + look(store, known));
        };
    }

    private static String look(StoreIdentity store, Migration known) {
        var again = " To try again set spec.migrationRequest to another word; what is there already is left alone.";
        return known.job() == null
                ? again
                : " kubectl logs job/" + known.job() + " -n " + store.namespace() + " says more." + again;
    }

    /** Rows of each source, for people. */
    static String told(Migration known) {
        var sources = Optional.ofNullable(known.sources()).orElse(List.of()).stream()
                .map(source -> source.rows() + " of " + source.path()
                        + Optional.ofNullable(source.format())
                                .filter(format -> !format.isEmpty())
                                .map(format -> " (" + format + ")")
                                .orElse("")
                        + (errors(source) == 0 ? "" : ", " + source.errors() + " failed"))
                .collect(Collectors.joining("; "));
        return Optional.ofNullable(known.rows()).map(String::valueOf).orElse("An unknown number of")
                + " rows were imported from PersistentVolumeClaim " + known.claim()
                + Optional.ofNullable(known.seconds())
                        .map(seconds -> " in " + seconds + " s")
                        .orElse("")
                + (sources.isEmpty() ? "" : ": " + sources);
    }

    private static long errors(MigratedSource source) {
        return source.errors() == null ? 0 : source.errors();
    }

    private static Optional<Long> took(@Nullable String started, @Nullable String ended) {
        if (started == null || ended == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Math.max(
                    0,
                    Duration.between(Instant.parse(started), Instant.parse(ended))
                            .toSeconds()));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    private static String text(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Finding no(Reason reason, String message) {
        return Finding.no(ConditionType.MIGRATED, reason, message);
    }
}
