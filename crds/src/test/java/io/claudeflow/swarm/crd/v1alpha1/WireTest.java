package io.claudeflow.swarm.crd.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents through the Kubernetes client's own decoder and encoder. */
class WireTest {
    private static final KubernetesSerialization WIRE = new KubernetesSerialization(new ObjectMapper(), false);

    @ParameterizedTest
    @ValueSource(strings = {"seed-cluster", "full-example-cluster", "every-field-cluster"})
    void shouldKeepEveryFieldWhenAClusterIsDecodedAndEncoded(String name) {
        assertThat(tree(WIRE.asYaml(decode(name, SwarmCluster.class)))).isEqualTo(document(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed-store", "every-field-store"})
    void shouldKeepEveryFieldWhenAStoreIsDecodedAndEncoded(String name) {
        assertThat(tree(WIRE.asYaml(decode(name, SwarmMemoryStore.class)))).isEqualTo(document(name));
    }

    @Test
    void shouldKeepEveryFieldWhenABackupOrARestoreIsDecodedAndEncoded() {
        assertThat(tree(WIRE.asYaml(decode("every-field-backup", SwarmMemoryBackup.class))))
                .isEqualTo(document("every-field-backup"));
        assertThat(tree(WIRE.asYaml(decode("every-field-restore", SwarmMemoryRestore.class))))
                .isEqualTo(document("every-field-restore"));
    }

    @Test
    void shouldKeepEveryFieldWhenAnEntryOrATaskIsDecodedAndEncoded() {
        assertThat(tree(WIRE.asYaml(decode("every-field-memory", SwarmMemory.class))))
                .isEqualTo(document("every-field-memory"));
        assertThat(tree(WIRE.asYaml(decode("every-field-task", SwarmTask.class))))
                .isEqualTo(document("every-field-task"));
    }

    @Test
    void shouldDecodeWhenAnEntryOrATaskComesFromAnotherVersion() {
        var entry = WIRE.unmarshal("spec: {type: dream, encoding: runes, more: 1}", SwarmMemory.class);
        var task = WIRE.unmarshal("spec: {priority: whenever}\nstatus: {phase: Resting, more: 1}", SwarmTask.class);

        assertThat(entry.getSpec().type()).isEqualTo(EntryType.UNKNOWN);
        assertThat(entry.getSpec().encoding()).isEqualTo(ValueEncoding.UNKNOWN);
        assertThat(task.getSpec().priority()).isEqualTo(TaskPriority.UNKNOWN);
        assertThat(task.getStatus().phase()).isEqualTo(TaskPhase.UNKNOWN);
    }

    @Test
    void shouldDecodeWhenABackupOrARestoreComesFromAnotherVersion() {
        var backup = WIRE.unmarshal("spec: {trigger: Telepathy, more: 1}", SwarmMemoryBackup.class);
        var restore = WIRE.unmarshal(
                "spec: {safetyBackup: Perhaps}\nstatus: {step: Dancing, more: 1}", SwarmMemoryRestore.class);

        assertThat(backup.getSpec().trigger()).isEqualTo(BackupTrigger.UNKNOWN);
        assertThat(restore.getSpec().safetyBackup()).isEqualTo(SafetyBackup.UNKNOWN);
        assertThat(restore.getStatus().step()).isEqualTo(RestoreStep.UNKNOWN);
    }

    @Test
    void shouldDecodeWhenAClusterComesFromAnotherVersion() {
        var spec = decode("from-another-version-cluster", SwarmCluster.class).getSpec();

        assertThat(spec.topology()).isEqualTo(Topology.UNKNOWN);
        assertThat(spec.queenMode()).isEqualTo(QueenMode.UNKNOWN);
        assertThat(spec.strategy()).isEqualTo(Strategy.UNKNOWN);
        var memory = Objects.requireNonNull(spec.memory());
        assertThat(memory.type()).isEqualTo(MemoryType.UNKNOWN);
        assertThat(memory.cachePolicy()).isEqualTo(CachePolicy.UNKNOWN);
        assertThat(Objects.requireNonNull(memory.sqliteConfig()).compression()).isEqualTo(Compression.UNKNOWN);
        var template = Objects.requireNonNull(spec.agentTemplate());
        assertThat(template.cognitivePatterns()).containsExactly(CognitivePattern.UNKNOWN);
    }

    @Test
    void shouldDecodeWhenAStoreComesFromAnotherVersion() {
        var store = decode("from-another-version-store", SwarmMemoryStore.class);

        assertThat(store.getSpec().type()).isEqualTo(MemoryType.UNKNOWN);
        var settings = store.getSpec().settings();
        assertThat(settings.compression()).isEqualTo(Compression.UNKNOWN);
        assertThat(settings.deletionPolicy()).isEqualTo(DeletionPolicy.UNKNOWN);
        assertThat(store.getStatus().phase()).isEqualTo(Phase.UNKNOWN);
        assertThat(Objects.requireNonNull(store.getStatus().conditions()))
                .singleElement()
                .extracting(Condition::status)
                .isEqualTo(ConditionStatus.UNKNOWN);
    }

    @Test
    void shouldKeepFalseWhenABooleanIsSetToFalse() {
        var settings =
                decode("every-field-store", SwarmMemoryStore.class).getSpec().settings();

        assertThat(settings.enableWAL()).isFalse();
        assertThat(settings.enableVacuum()).isFalse();
        assertThat(settings.mcpMode()).isFalse();
        assertThat(settings.backupOnDelete()).isFalse();
    }

    @Test
    void shouldStayAbsentWhenAFieldIsNotSet() {
        var document = """
                apiVersion: swarm.claudeflow.io/v1alpha1
                kind: SwarmMemoryStore
                metadata:
                  name: bare
                spec: {}
                """;
        var store = WIRE.unmarshal(document, SwarmMemoryStore.class);

        assertThat(store.getSpec().type()).isNull();
        assertThat(store.getSpec().settings().enableWAL()).isNull();
        assertThat(tree(WIRE.asYaml(store))).isEqualTo(tree(document));
    }

    @Test
    void shouldReadTheSameSizeWhenItIsWrittenAsANumber() {
        var spec = WIRE.unmarshal("storageSize: 1073741824", SwarmMemoryStoreSpec.class);

        assertThat(spec.storageSize()).isEqualTo(new Quantity("1Gi"));
    }

    @Test
    void shouldBeTheStoresFieldsWhenAClusterPassesItsSettingsOn() {
        var memory = Objects.requireNonNull(
                decode("seed-cluster", SwarmCluster.class).getSpec().memory());
        var store = new SwarmMemoryStore();
        store.getMetadata().setName("my-cluster-memory");
        store.setSpec(new SwarmMemoryStoreSpec(
                memory.type(),
                "my-cluster",
                null,
                null,
                memory.size(),
                null,
                Objects.requireNonNull(memory.sqliteConfig())));

        assertThat(tree(WIRE.asYaml(store)).get("spec")).isEqualTo(tree("""
                type: sqlite
                swarmId: my-cluster
                storageSize: 20Gi
                cacheSize: 2000
                cacheMemoryMB: 100
                enableWAL: true
                enableVacuum: true
                gcInterval: 10m
                backupInterval: 1h
                """));
    }

    private static <T extends HasMetadata> T decode(String name, Class<T> type) {
        return WIRE.unmarshal(text(name), type);
    }

    private static JsonNode document(String name) {
        return tree(text(name));
    }

    private static JsonNode tree(String yaml) {
        return WIRE.unmarshal(yaml, JsonNode.class);
    }

    private static String text(String name) {
        try (var stream = WireTest.class.getResourceAsStream("/documents/" + name + ".yaml")) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
