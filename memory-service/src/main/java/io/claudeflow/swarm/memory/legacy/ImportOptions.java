package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.decode.TextDecoding;
import io.claudeflow.swarm.memory.legacy.decode.ValueDecoder;
import io.claudeflow.swarm.memory.legacy.format.ReadOptions;
import io.claudeflow.swarm.memory.legacy.source.SourceLimits;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * How an import runs.
 *
 * @param dryRun decide and count, write nothing
 * @param localZone the zone of times that one system wrote as local time
 * @param archived whether rows that their system had archived are imported
 * @param maxValueBytes the largest value; larger ones fail one by one
 * @param maxErrors how many errors, and how many different notes, are listed for each table; all are counted
 * @param workDirectory where a source is copied that cannot be read in place; on the data volume
 * @param protectedFiles files that are never opened as a source, above all the served database
 * @param lifetimes lifetimes of entries whose system kept them in a policy and not with the entry
 */
public record ImportOptions(
        ConflictPolicy conflict,
        boolean dryRun,
        TextDecoding text,
        ZoneId localZone,
        boolean archived,
        int maxValueBytes,
        int maxErrors,
        Path workDirectory,
        Set<Path> protectedFiles,
        LifetimeRule lifetimes) {
    public static final int DEFAULT_MAX_VALUE_BYTES = 16 * 1024 * 1024;
    public static final int DEFAULT_MAX_ERRORS = 20;

    public ImportOptions {
        protectedFiles = Set.copyOf(protectedFiles);
        if (maxValueBytes < 1) {
            throw MemoryException.invalid("maxValueBytes", maxValueBytes, "1 or more");
        }
        if (maxErrors < 0) {
            throw MemoryException.invalid("maxErrors", maxErrors, "0 or more");
        }
    }

    /** Skip conflicts, take objects and arrays for JSON, local times for UTC, archived rows along. */
    public static ImportOptions defaults(Path workDirectory) {
        return new ImportOptions(
                ConflictPolicy.SKIP,
                false,
                TextDecoding.STRUCTURES,
                ZoneOffset.UTC,
                true,
                DEFAULT_MAX_VALUE_BYTES,
                DEFAULT_MAX_ERRORS,
                workDirectory,
                Set.of(),
                LifetimeRule.NONE);
    }

    public ImportOptions on(ConflictPolicy policy) {
        return new ImportOptions(
                policy,
                dryRun,
                text,
                localZone,
                archived,
                maxValueBytes,
                maxErrors,
                workDirectory,
                protectedFiles,
                lifetimes);
    }

    public ImportOptions dry(boolean dry) {
        return new ImportOptions(
                conflict,
                dry,
                text,
                localZone,
                archived,
                maxValueBytes,
                maxErrors,
                workDirectory,
                protectedFiles,
                lifetimes);
    }

    public ImportOptions protecting(Set<Path> files) {
        return new ImportOptions(
                conflict, dryRun, text, localZone, archived, maxValueBytes, maxErrors, workDirectory, files, lifetimes);
    }

    ReadOptions reading() {
        return new ReadOptions(
                new ValueDecoder(text, maxValueBytes),
                localZone,
                archived,
                new SourceLimits(workDirectory, maxValueBytes));
    }
}
