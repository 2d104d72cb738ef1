package io.claudeflow.swarm.operator.memorybackup;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.operator.Golden;
import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.desired.MemoryJob;
import io.claudeflow.swarm.operator.plan.BackupPlan.OnClaim;
import io.claudeflow.swarm.operator.plan.BackupPlanner;
import io.claudeflow.swarm.operator.plan.Platform;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlanner;
import io.claudeflow.swarm.operator.reading.BackupReader;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a backup needs next: the Job and the claim, or why it waits. {@code in.yaml} holds the backup, its store, the
 * store's pod ({@code ready}, {@code silent} or {@code gone}), a restore that is at work, the other backups, those that
 * restores still need, and whether the Secret of the object storage names authorities to trust.
 */
class BackupGoldenTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final StoreReader STORES = new StoreReader(new StorePlanner(new Platform(
            "swarm-system", "registry.example.com/swarm-memory", "IfNotPresent", List.of("registry"), "0.1.0")));

    @TestFactory
    Stream<DynamicTest> backupsBecomeTheirJob() {
        return Golden.cases("backup-plans", BackupGoldenTest::made);
    }

    private static Map<String, String> made(Path folder) {
        var in = YAML.unmarshal(Golden.read(folder.resolve("in.yaml")), JsonNode.class);
        var backup = YAML.convertValue(in.get("backup"), BackupResource.class);
        var known = BackupReader.record(backup);
        var store = Optional.ofNullable(in.get("store")).map(tree -> YAML.convertValue(tree, StoreResource.class));
        var siblings = new ArrayList<>(List.of(known));
        in.path("others")
                .forEach(other -> siblings.add(BackupReader.record(YAML.convertValue(other, BackupResource.class))));
        var identity = store.map(StoreReader::identity)
                .orElseGet(() -> new StoreIdentity("team-a", known.store(), "", "", Optional.empty()));
        var destination =
                BackupPlanner.destination(identity, BackupReader.spec(backup).destination());
        var step = BackupStep.next(
                known,
                backup.getMetadata().getUid(),
                destination,
                store.map(found -> seen(
                                found,
                                in.path("pod").asText(),
                                Optional.ofNullable(in.get("restore")).map(JsonNode::asText)))
                        .orElseGet(StoreSeen.Missing::new),
                siblings,
                in.path("held").valueStream().map(JsonNode::asText).collect(Collectors.toSet()),
                Duration.ofMinutes(10),
                NOW);
        var out = new TreeMap<String, String>();
        switch (step) {
            case BackupStep.Begin(var plan, var job) -> {
                out.put(
                        "job",
                        YAML.asYaml(
                                in.path("trust").asBoolean() ? MemoryJob.trustingItsSecret(job) : MemoryJob.of(job)));
                if (destination instanceof OnClaim) {
                    var claim =
                            MemoryClaim.backups(plan.identity(), plan.backups().claim(), Optional.empty());
                    out.put("claim", YAML.asYaml(claim));
                }
            }
            case BackupStep.Wait(var reason, var message) ->
                out.put("waits", YAML.asYaml(Map.of(reason.wire(), message)));
            case BackupStep.GiveUp(var reason, var message) ->
                out.put("given-up", YAML.asYaml(Map.of(reason.wire(), message)));
        }
        return out;
    }

    private static StoreSeen seen(StoreResource store, String pod, Optional<String> restore) {
        return switch (STORES.read(store)) {
            case StoreReader.Followed(var plan) ->
                new StoreSeen.Known(
                        plan,
                        store.getMetadata().getDeletionTimestamp() != null,
                        pod.equals("gone"),
                        pod.equals("ready"),
                        restore);
            case StoreReader.Refused(var finding) -> new StoreSeen.Unreadable(finding.message());
        };
    }
}
