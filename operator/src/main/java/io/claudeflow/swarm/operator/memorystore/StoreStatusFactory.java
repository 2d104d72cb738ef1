package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.Endpoints;
import io.claudeflow.swarm.crd.v1alpha1.Migration;
import io.claudeflow.swarm.crd.v1alpha1.MigrationResult;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreStatus;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.desired.Ports;
import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Rounded;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From what was seen to the status. Pure but for the time it is given. */
final class StoreStatusFactory {
    private StoreStatusFactory() {}

    /** The status of a store whose plan was followed. */
    static SwarmMemoryStoreStatus observed(
            SwarmMemoryStoreStatus previous,
            StorePlan plan,
            StoreObservation seen,
            @Nullable Long generation,
            Instant now) {
        var storage = StorageFinding.ready(plan, seen);
        var findings = new ArrayList<Finding>();
        findings.add(ReadyFinding.of(plan.identity(), seen, storage));
        findings.add(storage);
        seen.rebuild()
                .finding()
                .or(() -> StorageFinding.resized(plan, seen, now))
                .ifPresent(findings::add);
        seen.bootstrap().ifPresent(findings::add);
        findings.add(seen.migration().finding());
        findings.add(BackedUpFinding.of(plan, seen.backups(), now));
        findings.addAll(seen.life().findings());
        Pause.over(previous).ifPresent(findings::add);
        var conditions = Conditions.of(previous.conditions(), findings, generation, now);
        return assembled(
                previous,
                findings,
                conditions,
                generation,
                storage.holds(),
                Optional.of(seen),
                seen.migration().status().orElse(null),
                plan.identity());
    }

    /** The status of a store whose spec cannot be followed: its objects stay as they are, and what is known of them. */
    static SwarmMemoryStoreStatus rejected(
            SwarmMemoryStoreStatus previous, Finding ready, @Nullable Long generation, Instant now) {
        var rest = Optional.ofNullable(previous.conditions()).orElse(List.of()).stream()
                .filter(condition -> !ConditionType.READY.wire().equals(condition.type()));
        var conditions = Stream.concat(
                        Conditions.of(previous.conditions(), List.of(ready), generation, now).stream(), rest)
                .toList();
        return assembled(
                previous,
                List.of(ready),
                conditions,
                generation,
                Boolean.TRUE.equals(previous.storageReady()),
                Optional.empty(),
                previous.migration(),
                null);
    }

    private static SwarmMemoryStoreStatus assembled(
            SwarmMemoryStoreStatus previous,
            List<Finding> findings,
            List<Condition> conditions,
            @Nullable Long generation,
            boolean storageReady,
            Optional<StoreObservation> seen,
            @Nullable Migration migration,
            @Nullable StoreIdentity reachable) {
        var figures = seen.flatMap(StoreObservation::figures);
        var backups = seen.map(StoreObservation::backups);
        var newest = backups.flatMap(BackupsSeen::newestVerified);
        return new SwarmMemoryStoreStatus(
                generation,
                Conditions.phase(findings),
                conditions,
                storageReady,
                figures.map(now -> Rounded.size(now.database().sizeBytes())).orElse(previous.databaseSize()),
                figures.map(now -> Rounded.count(now.entries())).orElse(previous.entryCount()),
                figures.map(now -> Rounded.count(now.agents())).orElse(previous.agentCount()),
                figures.map(now -> Rounded.count(now.tasks())).orElse(previous.taskCount()),
                figures.map(now -> Rounded.count(now.patterns())).orElse(previous.patternCount()),
                figures.isPresent() ? Rounded.percent(figures.get().cache().hitRate()) : previous.cacheHitRate(),
                backups.isPresent() ? text(newest.map(BackupRecord::moment)) : previous.lastBackup(),
                backups.isPresent() ? text(backups.flatMap(BackupsSeen::next)) : previous.nextBackup(),
                backups.isPresent() ? newest.map(BackupRecord::name).orElse(null) : previous.lastVerifiedBackup(),
                backups.isPresent() ? text(backups.flatMap(BackupsSeen::handled)) : previous.lastScheduledBackup(),
                migration == null ? null : migration.result() == MigrationResult.IMPORTED,
                migration != null && migration.result() == MigrationResult.IMPORTED ? migration.finishedAt() : null,
                migration,
                seen.isPresent() ? seen.get().rebuild().status().orElse(null) : previous.storageRebuild(),
                reachable == null ? previous.endpoints() : endpoints(reachable),
                seen.isPresent() ? seen.get().life().version() : previous.version(),
                seen.isPresent() ? seen.get().life().upgrade() : previous.upgrade(),
                seen.isPresent() ? seen.get().life().hibernation() : previous.hibernation());
    }

    private static @Nullable String text(Optional<Instant> moment) {
        return moment.map(known -> known.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse(null);
    }

    private static Endpoints endpoints(StoreIdentity store) {
        var host = Names.clientService(store.name()) + "." + store.namespace() + ".svc:";
        return new Endpoints(
                "http://" + host + Ports.HTTP.number(),
                host + Ports.GRPC.number(),
                "http://" + host + Ports.METRICS.number() + "/metrics");
    }
}
