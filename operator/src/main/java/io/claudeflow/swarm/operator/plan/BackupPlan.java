package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import java.util.List;

/**
 * How a store is backed up.
 *
 * @param claim the claim backups are kept on, unless they go to object storage
 * @param onDelete whether a final one is taken before the store goes
 */
public record BackupPlan(
        BackupTimes times, Retention retention, Destination destination, ClaimStorage claim, boolean onDelete) {

    /** The same without moments at which a backup is due. */
    BackupPlan without() {
        return new BackupPlan(new BackupTimes.Never(), retention, destination, claim, onDelete);
    }

    /** Where backups go. */
    public sealed interface Destination {}

    /** The store's backup claim. */
    public record OnClaim() implements Destination {}

    /**
     * An S3-compatible object storage.
     *
     * @param prefix what keys begin with, without a slash at its ends
     * @param endpoint address of the service
     * @param secret name of the Secret with the credentials
     */
    public record InObjectStorage(
            String bucket, String prefix, String endpoint, String region, boolean pathStyle, String secret)
            implements Destination {
        /** The key with the name of the account. */
        public static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
        /** The key with its password. */
        public static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
        /** The key with the certificates of the authorities to trust, as PEM; the Secret may do without it. */
        public static final String AUTHORITIES = "ca.crt";
        /** What the Secret has to have. */
        public static final List<String> CREDENTIALS = List.of(ACCESS_KEY, SECRET_KEY);

        /** The address of an object, for people and for the memory service. */
        public String location(String object) {
            return "s3://" + bucket + "/" + prefix + "/" + object;
        }
    }
}
