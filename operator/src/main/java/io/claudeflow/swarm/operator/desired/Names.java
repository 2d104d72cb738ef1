package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.Fingerprint;
import io.claudeflow.swarm.operator.plan.StorageJobs;

/** Names of the objects of a store; fixed, people and other programs use them. */
public final class Names {
    /** Container that {@code kubectl exec} picks. */
    public static final String MEMORY_CONTAINER = "memory";
    /** Container that makes, upgrades or restores the database before the service starts. */
    public static final String INIT_CONTAINER = "init-db";

    private static final int LONGEST = 63;

    private Names() {}

    /** StatefulSet, headless Service, NetworkPolicy and PodDisruptionBudget bear the store's own name. */
    public static String statefulSet(String store) {
        return store;
    }

    /** The only pod. */
    public static String pod(String store) {
        return store + "-0";
    }

    /** The Service for clients. */
    public static String clientService(String store) {
        return store + "-api";
    }

    /** The claim with the backups. */
    public static String backupClaim(String store) {
        return store + "-backups";
    }

    /** What a Job of the store touches. */
    public static StorageJobs.Names storage(String store) {
        return new StorageJobs.Names(clientService(store), claim(store), backupClaim(store));
    }

    /** The Job of a backup; its own name where it is named after the store and a moment. */
    public static String backupJob(String store, String backup) {
        var prefix = store + "-backup-";
        return backup.startsWith(prefix) ? backup : fitting(prefix, backup);
    }

    /** The Job that removes the file of the backup with {@code uid}. */
    public static String pruneJob(String store, String uid) {
        return store + "-prune-" + shortened(uid);
    }

    /** The Job of the restore with {@code uid}. */
    public static String restoreJob(String store, String uid) {
        return store + "-restore-" + shortened(uid);
    }

    /** The Job that takes it back. */
    public static String rollBackJob(String store, String uid) {
        return restoreJob(store, uid) + "-undo";
    }

    /** The Job that fills the claim of a new store. */
    public static String bootstrapJob(String store) {
        return store + "-restore-bootstrap";
    }

    /** The Job of a request for an import. */
    public static String migrateJob(String store, String request) {
        return store + "-migrate-" + request;
    }

    /** The second claim of a rebuild. */
    public static String trialClaim(String store) {
        return store + "-rebuild";
    }

    /** The Job that fills the second claim of a rebuild with a backup, or the one in the place of the former. */
    public static String rebuildJob(String store, boolean trial, String backup) {
        return store + "-restore-" + (trial ? "try-" : "fill-") + shortened(backup);
    }

    /** Names of Jobs become labels of pods, which have 63 characters. */
    private static String fitting(String prefix, String name) {
        return prefix.length() + name.length() <= LONGEST
                ? prefix + name
                : prefix + Long.toHexString(Fingerprint.of(name));
    }

    private static String shortened(String uid) {
        return Long.toHexString(Fingerprint.of(uid) >>> Integer.SIZE);
    }

    /** The claim with the database. */
    public static String claim(String store) {
        return store + "-storage";
    }
}
