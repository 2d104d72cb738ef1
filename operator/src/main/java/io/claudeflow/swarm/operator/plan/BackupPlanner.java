package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.BackupDestination;
import io.claudeflow.swarm.crd.v1alpha1.BackupKeep;
import io.claudeflow.swarm.crd.v1alpha1.BackupSchedule;
import io.claudeflow.swarm.crd.v1alpha1.Bootstrap;
import io.claudeflow.swarm.crd.v1alpha1.S3Destination;
import io.claudeflow.swarm.crd.v1alpha1.SecretRef;
import io.claudeflow.swarm.crd.v1alpha1.StoreSettings;
import io.claudeflow.swarm.operator.plan.BackupPlan.Destination;
import io.claudeflow.swarm.operator.plan.BackupPlan.InObjectStorage;
import io.claudeflow.swarm.operator.plan.BackupPlan.OnClaim;
import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a store's settings to how it is backed up and what it begins with. Pure. */
public final class BackupPlanner {
    private static final int DEFAULT_RETENTION = 7;
    private static final String DEFAULT_REGION = "us-east-1";

    private BackupPlanner() {}

    /** A setting that cannot be followed: its path below {@code spec} and what is wrong with it. */
    record Complaint(String field, String message) {}

    /** What the schema cannot check; empty when all can be followed. */
    static Optional<Complaint> complaint(StoreSettings settings) {
        if (settings.backupSchedule() != null && settings.backupInterval() != null) {
            return Optional.of(new Complaint(
                    "spec.backupSchedule", "is set together with spec.backupInterval (expected: one of them)"));
        }
        try {
            times(settings);
        } catch (DateTimeException noZone) {
            return Optional.of(new Complaint(
                    "spec.backupSchedule.timeZone",
                    "is no time zone this operator knows: " + noZone.getMessage()
                            + " (expected: such as UTC or Europe/Zurich)"));
        } catch (IllegalArgumentException noSchedule) {
            return Optional.of(new Complaint(
                    "spec." + (settings.backupSchedule() == null ? "backupInterval" : "backupSchedule.cron"),
                    "cannot be followed: " + noSchedule.getMessage()));
        }
        return Optional.empty();
    }

    /**
     * How the store is backed up.
     *
     * @param data the size and class of its own data, which are those of its backups unless they are set
     */
    static BackupPlan plan(StoreIdentity store, StoreSettings settings, ClaimStorage data) {
        var storage = Optional.ofNullable(settings.backupStorage());
        return new BackupPlan(
                times(settings),
                retention(settings),
                destination(store, settings.backupDestination()),
                new ClaimStorage(
                        storage.flatMap(wanted -> Optional.ofNullable(wanted.size()))
                                .map(Amount::ofBytes)
                                .orElse(data.size()),
                        storage.flatMap(wanted -> Optional.ofNullable(wanted.storageClass()))
                                .or(data::storageClass)),
                !Boolean.FALSE.equals(settings.backupOnDelete()));
    }

    private static BackupTimes times(StoreSettings settings) {
        var schedule = settings.backupSchedule();
        if (schedule != null) {
            return byClock(schedule);
        }
        var interval = settings.backupInterval();
        return interval == null
                ? new BackupTimes.Never()
                : new BackupTimes.Every(
                        Durations.parse(interval)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "'" + interval + "' is no duration (expected: such as 30m, 6h or 1d12h)")),
                        "every " + interval);
    }

    private static BackupTimes byClock(BackupSchedule schedule) {
        var zone = Optional.ofNullable(schedule.timeZone()).orElse("UTC");
        var line = Optional.ofNullable(schedule.cron()).orElse("");
        return new BackupTimes.ByClock(Cron.parse(line, ZoneId.of(zone)), line + " (" + zone + ")");
    }

    private static Retention retention(StoreSettings settings) {
        var keep = Optional.ofNullable(settings.backupKeep());
        return new Retention(
                Optional.ofNullable(settings.backupRetention()).orElse(DEFAULT_RETENTION),
                Optional.ofNullable(settings.backupMaxAge()).flatMap(Durations::parse),
                periods(keep, BackupKeep::daily),
                periods(keep, BackupKeep::weekly),
                periods(keep, BackupKeep::monthly));
    }

    private static int periods(Optional<BackupKeep> keep, Function<BackupKeep, @Nullable Integer> field) {
        return keep.flatMap(wanted -> Optional.ofNullable(field.apply(wanted))).orElse(0);
    }

    /** Where a backup of {@code store} goes. */
    public static Destination destination(StoreIdentity store, @Nullable BackupDestination wanted) {
        return Optional.ofNullable(wanted)
                .flatMap(destination -> Optional.ofNullable(destination.s3()))
                .<Destination>map(s3 -> inObjectStorage(store, s3))
                .orElseGet(OnClaim::new);
    }

    private static InObjectStorage inObjectStorage(StoreIdentity store, S3Destination s3) {
        var region = Optional.ofNullable(s3.region()).orElse(DEFAULT_REGION);
        return new InObjectStorage(
                Optional.ofNullable(s3.bucket()).orElse(""),
                Optional.ofNullable(s3.prefix())
                        .filter(prefix -> !prefix.isEmpty())
                        .orElse(store.namespace() + "/" + store.name()),
                Optional.ofNullable(s3.endpoint()).orElse("https://s3." + region + ".amazonaws.com"),
                region,
                !Boolean.FALSE.equals(s3.pathStyle()),
                Optional.ofNullable(s3.credentialsSecret()).map(SecretRef::name).orElse(""));
    }

    /** What the store begins with. */
    static Optional<BootstrapPlan> bootstrap(@Nullable Bootstrap wanted) {
        if (wanted == null) {
            return Optional.empty();
        }
        var backup = Optional.ofNullable(wanted.fromBackup());
        var store = Optional.ofNullable(wanted.fromStore());
        return backup.flatMap(from -> Optional.ofNullable(from.name()))
                .<BootstrapPlan>map(BootstrapPlan.FromBackup::new)
                .or(() -> backup.flatMap(from -> Optional.ofNullable(from.newestOf()))
                        .map(BootstrapPlan.FromNewestOf::new))
                .or(() -> store.flatMap(from -> Optional.ofNullable(from.name())
                        .map(name -> new BootstrapPlan.FromStore(
                                name,
                                Optional.ofNullable(from.namespaces()).orElse(List.of()),
                                Optional.ofNullable(from.tags()).orElse(List.of()),
                                Optional.ofNullable(from.maxAge())))));
    }
}
