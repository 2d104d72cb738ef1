package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.PodTemplate;
import io.claudeflow.swarm.operator.plan.BackupPlan.Destination;
import io.claudeflow.swarm.operator.plan.BackupPlan.InObjectStorage;
import io.claudeflow.swarm.operator.plan.BackupPlan.OnClaim;
import io.claudeflow.swarm.operator.plan.JobPlan.Kind;
import io.claudeflow.swarm.operator.plan.JobPlan.Mount;
import io.claudeflow.swarm.operator.plan.JobPlan.Owner;
import io.claudeflow.swarm.operator.plan.StorePlan.Compute;
import io.claudeflow.swarm.operator.plan.StorePlan.Image;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Jobs that back up, restore and fill a store, as the command line of the memory service takes them. Pure.
 *
 * <p>A Job mounts the claim with the data only when no pod of the store is there; a backup of a running store is made
 * by the service itself and downloaded.
 *
 * @param store whose Jobs these are
 * @param names of the store's claims and Service
 * @param placement the pod template whose choice of nodes holds for them, too
 */
public record StorageJobs(
        StoreIdentity store, Names names, Image image, Optional<String> account, Optional<PodTemplate> placement) {
    /** Jobs that may run anywhere. */
    public StorageJobs(StoreIdentity store, Names names, Image image, Optional<String> account) {
        this(store, names, image, account, Optional.empty());
    }

    /** Where a Job finds backups. */
    public static final String BACKUPS = "/backups";
    /** The database on the data claim. */
    public static final String DATABASE = "/data/memory/swarm-memory.db";
    /** What a backup's file is called after the backup. */
    public static final String SUFFIX = ".db";

    /** A Job that has not ended by then is ended. */
    static final Duration DEADLINE = Duration.ofHours(1);

    private static final String LEGACY = "/legacy";
    /** Databases that cannot be read in place are copied there. */
    private static final String ROOM = "/tmp";

    private static final Duration PRUNE_DEADLINE = Duration.ofMinutes(5);
    private static final int RETRIES = 2;
    /** With its retries; an import goes on where the one before it ended. */
    private static final Duration MIGRATE_DEADLINE = Duration.ofHours(2);

    private static final int MIGRATE_RETRIES = 3;
    /** Files are streamed, whatever their size. */
    private static final Compute COMPUTE = new Compute("50m", Optional.empty(), "128Mi", "256Mi", 96);

    /** A JSON file is read as a whole. */
    private static final Compute MIGRATE_COMPUTE = new Compute("50m", Optional.empty(), "256Mi", "512Mi", 256);

    private static final String LAST_WORDS = "/dev/termination-log";

    /** Names of what a Job touches. */
    public record Names(String service, String dataClaim, String backupClaim) {}

    /** The Jobs of the store of {@code plan}. */
    public static StorageJobs of(StorePlan plan, Names names) {
        return new StorageJobs(
                plan.identity(),
                names,
                plan.image(),
                plan.serviceAccount(),
                plan.pod().template());
    }

    /** The file of a backup, seen from a Job that mounts the claim with backups. */
    public static String file(String backup) {
        return BACKUPS + "/" + backup + SUFFIX;
    }

    /**
     * Downloads a backup from the running service and proves it.
     *
     * @param surplus backups to remove once this one is proven
     * @param surplusNote annotation that remembers them
     */
    public JobPlan pull(
            String name, Owner owner, String backup, Destination to, List<String> surplus, String surplusNote) {
        var arguments = new ArrayList<>(List.of("backup-pull", "--server", "http://" + names.service() + ":8080"));
        arguments.addAll(List.of("--name", backup));
        arguments.addAll(target(backup, to));
        if (!surplus.isEmpty()) {
            arguments.addAll(List.of("--prune", String.join(",", surplus)));
        }
        return job(name, Kind.BACKUP, owner, arguments, List.of(backups(to, false)), to, DEADLINE, RETRIES)
                .with(surplus.isEmpty() ? Map.of() : Map.of(surplusNote, String.join(",", surplus)));
    }

    /** Takes a backup from the data claim of a store without a pod and proves it; ended after {@code deadline}. */
    public JobPlan file(String name, Owner owner, String backup, Destination to, Duration deadline) {
        var arguments = new ArrayList<>(List.of("backup-file", "--db", DATABASE));
        arguments.addAll(target(backup, to));
        return job(name, Kind.BACKUP, owner, arguments, List.of(data(), backups(to, false)), to, deadline, RETRIES);
    }

    /** Removes a backup that nobody wants any more. */
    public JobPlan prune(String name, Owner owner, String backup, Destination from) {
        var arguments = new ArrayList<>(List.of("backup-prune"));
        arguments.addAll(target(backup, from));
        return job(name, Kind.PRUNE, owner, arguments, List.of(backups(from, false)), from, PRUNE_DEADLINE, RETRIES);
    }

    /** Puts a backup in the place of the data; the service is not running. */
    public JobPlan restore(String name, Owner owner, String backup, Destination from) {
        return replacing(name, Kind.RESTORE, owner, backup, from, names.backupClaim(), List.of());
    }

    /** Puts back what a newer program left of the data before it changed the schema, or else a backup. */
    public JobPlan returnFromUpgrade(String name, Owner owner, String backup, Destination from) {
        return replacing(name, Kind.RESTORE, owner, backup, from, names.backupClaim(), List.of("--prefer-snapshot"));
    }

    /**
     * Fills the claim of a new store.
     *
     * @param claim the claim of the store the backup is of
     * @param filters what of it is taken
     */
    public JobPlan bootstrap(
            String name, Owner owner, String backup, Destination from, String claim, BootstrapPlan filters) {
        var arguments = new ArrayList<>(List.of("--swarm", store.swarm()));
        if (filters instanceof BootstrapPlan.FromStore some) {
            some.namespaces().forEach(namespace -> arguments.addAll(List.of("--keep-namespace", namespace)));
            some.tags().forEach(tag -> arguments.addAll(List.of("--keep-tag", tag)));
            some.maxAge().ifPresent(age -> arguments.addAll(List.of("--max-age", age)));
        }
        return replacing(name, Kind.BOOTSTRAP, owner, backup, from, claim, arguments);
    }

    /** Imports the data of an older memory through the running service; of the store's own claims it sees none. */
    public JobPlan migrate(String name, Owner owner, String claim) {
        var arguments = new ArrayList<>(List.of("migrate", "--source", LEGACY));
        arguments.addAll(List.of("--server", "http://" + names.service() + ":8080", "--output", "json"));
        arguments.addAll(List.of("--work-dir", ROOM));
        arguments.addAll(List.of("--termination-log", LAST_WORDS));
        return new JobPlan(
                store,
                name,
                Kind.MIGRATE,
                owner,
                image,
                MIGRATE_COMPUTE,
                account,
                List.copyOf(arguments),
                List.of(
                        new Mount("legacy", LEGACY, Optional.of(claim), true),
                        new Mount("tmp", ROOM, Optional.empty(), false)),
                Optional.empty(),
                MIGRATE_DEADLINE,
                MIGRATE_RETRIES,
                Map.of());
    }

    private JobPlan replacing(
            String name, Kind kind, Owner owner, String backup, Destination from, String claim, List<String> options) {
        var arguments = new ArrayList<>(List.of("restore", "--db", DATABASE, "--from"));
        arguments.add(from instanceof InObjectStorage s3 ? s3.location(backup + SUFFIX) : file(backup));
        arguments.addAll(options);
        arguments.addAll(List.of("--termination-log", LAST_WORDS));
        var backups = new Mount(
                "backups",
                BACKUPS,
                from instanceof OnClaim ? Optional.of(claim) : Optional.empty(),
                from instanceof OnClaim);
        return job(name, kind, owner, arguments, List.of(data(), backups), from, DEADLINE, RETRIES);
    }

    private static List<String> target(String backup, Destination to) {
        var target = new ArrayList<>(List.of("--target", file(backup)));
        if (to instanceof InObjectStorage s3) {
            target.addAll(List.of("--remote", s3.location(backup + SUFFIX)));
        }
        target.addAll(List.of("--termination-log", LAST_WORDS));
        return target;
    }

    private Mount data() {
        return new Mount("data", "/data", Optional.of(names.dataClaim()), false);
    }

    private Mount backups(Destination where, boolean readOnly) {
        return new Mount(
                "backups",
                BACKUPS,
                where instanceof OnClaim ? Optional.of(names.backupClaim()) : Optional.empty(),
                readOnly);
    }

    private JobPlan job(
            String name,
            Kind kind,
            Owner owner,
            List<String> arguments,
            List<Mount> mounts,
            Destination where,
            Duration deadline,
            int retries) {
        return new JobPlan(
                        store,
                        name,
                        kind,
                        owner,
                        image,
                        COMPUTE,
                        account,
                        List.copyOf(arguments),
                        mounts,
                        where instanceof InObjectStorage s3 ? Optional.of(s3) : Optional.empty(),
                        deadline,
                        retries,
                        Map.of())
                .on(placement);
    }
}
