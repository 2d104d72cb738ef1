package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** Declared entries in a memory service that really runs. Each test has a namespace and a swarm of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntryE2E {
    private static final String ENTRY = "/v1/namespaces/default/entry?key=k";

    private MemoryProcess memory;
    private OperatorFixture fixture;
    private Actors here;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        memory = MemoryProcess.start();
        fixture = OperatorFixture.start(memory);
    }

    @AfterAll
    void stop() {
        if (fixture != null) {
            fixture.close();
        }
        if (memory != null) {
            memory.close();
        }
    }

    @BeforeEach
    void enter(TestInfo test) {
        here = fixture.enter(test);
    }

    /** The store {@code s} of a swarm named after the test. */
    private void serve() {
        here.applyStore("s", "{swarmId: " + here.namespace + "}");
        here.serve("s");
        soon("ready").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
    }

    private JsonNode entry() {
        return memory.ask(here.namespace, "GET", ENTRY, null);
    }

    /** How often it was read, asked for in a way that does not count. */
    private int reads() {
        return memory.ask(here.namespace, "GET", "/v1/namespaces/default/entries?pattern=k", null)
                .path("entries")
                .path(0)
                .path("accessCount")
                .asInt();
    }

    private void synced(String name) {
        soon(name + " synced").until(() -> reason(here.memory(name), "Synced").equals("Synced"));
    }

    private String status(String name, String field) {
        return String.valueOf(here.memory(name).get().<Object>get("status", field));
    }

    @Test
    void anEntryIsWrittenKeptInStepAndRemovedWithItsResource() throws IOException {
        serve();
        here.applyMemory("m", """
                {storeRef: {name: s}, key: k, namespace: default, type: pattern, priority: 90, sharedWith: [coder],
                 tags: [b, a], value: '{"steps": [1, 2.5], "name": "Grüße"}'}""");
        synced("m");

        var written = entry();
        assertThat(written.path("value").path("steps").toString()).isEqualTo("[1,2.5]");
        assertThat(written.path("value").path("name").asText()).isEqualTo("Grüße");
        assertThat(written.path("tags").toString()).isEqualTo("[\"b\",\"a\"]");
        assertThat(written.path("expiresAt").isNull()).isTrue();
        assertThat(written.path("metadata").path("type").asText()).isEqualTo("pattern");
        assertThat(written.path("metadata").path("priority").asInt()).isEqualTo(90);
        assertThat(written.path("metadata").path("sharedWith").toString()).isEqualTo("[\"coder\"]");
        assertThat(written.path("metadata").path("swarm.claudeflow.io/resource").asText())
                .isEqualTo(here.namespace + "/m");
        assertThat(here.memory("m").get().<Map<String, Object>>get("status"))
                .containsEntry("store", "s")
                .containsEntry("etag", written.path("revision").asText())
                .containsEntry("sizeBytes", written.path("valueBytes").asInt());
        soon("the test's own read is counted").until(() -> reads() == 1);
        soon("silence").during(Duration.ofSeconds(12)).until(fixture::writesOfTheOperator, new Steady<>());
        assertThat(reads()).as("looks do not count").isEqualTo(1);
        assertThat(entry().path("version").asInt()).isEqualTo(1);

        here.applyMemory("m", "{storeRef: {name: s}, key: k, namespace: default, value: plain words}");
        soon("followed").until(() -> entry().path("value").asText().equals("plain words"));
        synced("m");
        assertThat(entry().path("encoding").asText()).isEqualTo("text");
        assertThat(entry().path("tags")).isEmpty();

        memory.ask(here.namespace, "PUT", ENTRY, "{\"value\": \"somebody knows better\"}");
        soon("repaired").until(() -> entry().path("value").asText().equals("plain words"));
        memory.ask(here.namespace, "DELETE", ENTRY, null);
        soon("written again").until(() -> memory.status(here.namespace, "GET", ENTRY) == 200);
        assertThat(here.events("m")).contains("EntryWritten", "EntryRepaired");

        here.memory("m").delete();
        soon("resource gone").until(() -> here.memory("m").get() == null);
        assertThat(memory.status(here.namespace, "GET", ENTRY)).isEqualTo(404);
        assertThat(here.events("m")).contains("EntryRemoved");
    }

    @Test
    void whatOthersWroteIsLeftAloneUnlessItIsAdopted() {
        serve();
        memory.ask(here.namespace, "PUT", ENTRY, "{\"value\": \"mine\"}");

        here.applyMemory("m", "{storeRef: {name: s}, key: k, value: yours}");
        soon("contested").until(() -> reason(here.memory("m"), "Synced").equals("Conflict"));
        assertThat(message(here.memory("m"), "Ready")).contains("default/k").contains("spec.adopt");
        assertThat(entry().path("value").asText()).isEqualTo("mine");
        assertThat(here.events("m")).contains("Blocked");
        here.memory("m").delete();
        soon("gone").until(() -> here.memory("m").get() == null);
        assertThat(entry().path("value").asText()).isEqualTo("mine");

        here.applyMemory("n", "{storeRef: {name: s}, key: k, value: yours, adopt: true}");
        synced("n");
        assertThat(entry().path("value").asText()).isEqualTo("yours");

        here.applyMemory("o", "{storeRef: {name: s}, key: k, value: theirs, adopt: true}");
        soon("contested").until(() -> reason(here.memory("o"), "Synced").equals("Conflict"));
        assertThat(message(here.memory("o"), "Synced")).contains("SwarmMemory " + here.namespace + "/n");

        here.memory("n").delete();
        soon("the key is free").until(() -> reason(here.memory("o"), "Synced").equals("Synced"));
        assertThat(entry().path("value").asText()).isEqualTo("theirs");
    }

    @Test
    void aLifetimeCountsFromTheFirstWriteAndEndsForGood() {
        serve();
        here.applyMemory("m", "{storeRef: {name: s}, key: k, value: a, ttl: 25}");
        synced("m");
        var end = Instant.parse(status("m", "expiresAt"));

        here.applyMemory("m", "{storeRef: {name: s}, key: k, value: b, ttl: 25}");
        soon("followed").until(() -> entry().path("value").asText().equals("b"));
        assertThat(Duration.between(Instant.parse(entry().path("expiresAt").asText()), end)
                        .abs())
                .isLessThan(Duration.ofSeconds(2));
        memory.ask(here.namespace, "PUT", ENTRY, "{\"value\": \"c\", \"ttlSeconds\": 0}");
        soon("repaired").until(() -> entry().path("value").asText().equals("b"));
        assertThat(Duration.between(Instant.parse(entry().path("expiresAt").asText()), end)
                        .abs())
                .isLessThan(Duration.ofSeconds(2));

        soon("over").until(() -> reason(here.memory("m"), "Ready").equals("Expired"));
        assertThat(Instant.now()).isAfterOrEqualTo(end.minusSeconds(2));
        assertThat(reason(here.memory("m"), "Synced")).isEqualTo("Expired");
        soon("not again")
                .during(Duration.ofSeconds(12))
                .until(() -> memory.status(here.namespace, "GET", ENTRY) == 404);

        here.applyMemory("m", "{storeRef: {name: s}, key: k, value: b, ttl: 0}");
        synced("m");
        assertThat(entry().path("expiresAt").isNull()).isTrue();
    }

    @Test
    void aMissingStoreAndARefusalAreToldAndHeal() {
        here.applyMemory("m", "{clusterRef: c, key: k, value: v}");
        soon("told").until(() -> reason(here.memory("m"), "Ready").equals("StoreNotFound"));
        assertThat(message(here.memory("m"), "Ready"))
                .contains("spec.clusterRef")
                .contains("c-memory");

        here.applyStore("c-memory", "{swarmId: " + here.namespace + "}");
        soon("waits").until(() -> reason(here.memory("m"), "Ready").equals("StoreNotReady"));
        here.serve("c-memory");
        synced("m");

        here.applyMemory("broken", "{clusterRef: c, key: x, value: '{', encoding: json}");
        soon("unfit").until(() -> reason(here.memory("broken"), "Ready").equals("InvalidSpec"));
        here.applyMemory("bytes", "{clusterRef: c, key: y, value: '%%%', encoding: bytes}");
        soon("refused").until(() -> reason(here.memory("bytes"), "Ready").equals("Refused"));
        assertThat(message(here.memory("bytes"), "Ready")).contains("base64");
        here.applyMemory(
                "bytes", "{clusterRef: c, key: y, value: \"AAEC\\nAw==\", encoding: bytes, compression: true}");
        synced("bytes");
        assertThat(memory.ask(here.namespace, "GET", "/v1/namespaces/default/entry?key=y", null)
                        .path("value")
                        .asText())
                .isEqualTo("AAECAw==");
        assertThat(message(here.memory("bytes"), "SettingsIgnored")).contains("spec.compression");
    }

    @Test
    void theFinalizerEndsWhenTheMemoryIsOutOfReach() {
        serve();
        here.applyMemory("m", "{storeRef: {name: s}, key: k, value: v}");
        here.applyMemory("n", "{storeRef: {name: s}, key: l, value: v}");
        synced("m");
        synced("n");

        // Nothing listens there.
        here.client
                .pods()
                .inNamespace(here.namespace)
                .withName("s-0")
                .editStatus(pod -> new PodBuilder(pod)
                        .editStatus()
                        .withPodIP("127.0.0.2")
                        .endStatus()
                        .build());
        here.memory("m").delete();
        soon("held").during(Duration.ofSeconds(5)).until(() -> here.memory("m").get() != null);
        fixture.clock.travel(Duration.ofMinutes(6));
        soon("gone").until(() -> here.memory("m").get() == null);
        assertThat(here.events("m")).contains("EntryLeft");

        here.store("s").delete();
        here.memory("n").delete();
        soon("gone with the store").until(() -> here.memory("n").get() == null);
    }

    @Test
    void aLargeValueStaysWholeAndARestartOfTheOperatorChangesNothing() throws IOException {
        serve();
        var value = "long ".repeat(20_000);
        here.applyMemory("m", "{storeRef: {name: s}, key: k, value: \"" + value + "\"}");
        synced("m");
        here.memory("m").edit(found -> {
            found.getMetadata()
                    .setAnnotations(Map.of("kubectl.kubernetes.io/last-applied-configuration", "{\"value\": 1}"));
            return found;
        });
        assertThat(entry().path("value").asText()).isEqualTo(value);
        assertThat(here.memory("m").get().<String>get("spec", "value")).isEqualTo(value);
        assertThat(here.memory("m").get().getMetadata().getFinalizers())
                .isEqualTo(List.of("swarm.claudeflow.io/entry-finalizer"));
        assertThat(here.memory("m").get().getMetadata().getAnnotations())
                .containsKey("kubectl.kubernetes.io/last-applied-configuration");

        var version = here.memory("m").get().getMetadata().getResourceVersion();
        fixture.stopOperator();
        fixture.startOperator();
        soon("silence")
                .during(Duration.ofSeconds(12))
                .until(() -> here.memory("m")
                        .get()
                        .getMetadata()
                        .getResourceVersion()
                        .equals(version));
        assertThat(entry().path("version").asInt()).isEqualTo(1);
    }
}
