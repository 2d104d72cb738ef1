package io.claudeflow.swarm.operator.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.ClusterResource;
import io.claudeflow.swarm.operator.resource.RawJson;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a line says about the pass it was logged in, in both formats. */
class PassLogTest {
    private static final Logger log = LoggerFactory.getLogger(PassLogTest.class);

    private final PrintStream console = System.out;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PassLog passes = new PassLog();

    @AfterEach
    void restore() {
        System.setOut(console);
        Logging.configure("warn", false);
    }

    private void configure(boolean json) {
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        Logging.configure("info", json);
    }

    private void pass(HasMetadata resource) {
        passes.reconciliationExecutionStarted(resource, Map.of());
        log.atInfo().addKeyValue("object", "Service s-api").log("created");
        passes.reconciliationExecutionFinished(resource, Map.of());
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static <R extends HasMetadata> R named(R resource, String name) {
        resource.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace("n").build());
        return resource;
    }

    private static BackupResource backup() throws IOException {
        var backup = named(new BackupResource(), "b");
        backup.setSpec(RawJson.of(new ObjectMapper().readTree("{\"storeRef\":{\"name\":\"s\"}}")));
        return backup;
    }

    @Test
    void shouldNameKindStoreAndPassInEveryLineWhenJson() throws IOException {
        configure(true);
        pass(named(new StoreResource(), "s"));
        pass(named(new StoreResource(), "s"));
        pass(named(new ClusterResource(), "c"));
        pass(backup());
        log.info("between passes");

        var lines = lines();
        assertThat(lines).hasSize(5);
        assertThat(context(lines.get(0)))
                .containsEntry("kind", "SwarmMemoryStore")
                .containsEntry("namespace", "n")
                .containsEntry("name", "s")
                .containsEntry("store", "s")
                .hasEntrySatisfying("reconcileId", id -> assertThat(id).matches("[0-9a-f]{8}"));
        assertThat(context(lines.get(1)).get("reconcileId"))
                .isNotEqualTo(context(lines.get(0)).get("reconcileId"));
        assertThat(context(lines.get(2))).containsEntry("kind", "SwarmCluster").containsEntry("store", "c-memory");
        assertThat(context(lines.get(3)))
                .containsEntry("kind", "SwarmMemoryBackup")
                .containsEntry("name", "b")
                .containsEntry("store", "s");
        assertThat(context(lines.get(4))).isEmpty();
    }

    private static Map<String, String> context(String line) throws IOException {
        JsonNode document = new ObjectMapper().readTree(line);
        return new ObjectMapper().convertValue(document.path("mdc"), new TypeReference<>() {});
    }

    @Test
    void shouldEndALineWithThePassWhenText() {
        configure(false);
        pass(named(new StoreResource(), "s"));
        log.info("between passes");

        assertThat(lines().get(0))
                .matches(".* INFO +PassLogTest created object=\"Service s-api\""
                        + " \\[SwarmMemoryStore n/s store=s pass=[0-9a-f]{8}]");
        assertThat(lines().get(1)).endsWith("between passes ");
    }
}
