package io.claudeflow.swarm.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The definitions on a real API server: documents that are accepted and what becomes of them, documents that are
 * refused and why, changes. Documents are only tried (a server-side dry run), but for the first half of a change.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrdRulesE2E {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiServer server;
    private final CrdCases cases = CrdCases.find();
    private final Coverage coverage = new Coverage();

    CrdRulesE2E() throws IOException, InterruptedException {
        server = new ApiServer();
    }

    @BeforeAll
    void prepare() {
        server.prepare();
    }

    @AfterAll
    void cleanUp() {
        server.close();
    }

    @TestFactory
    Stream<DynamicNode> cases() {
        return Stream.of(
                dynamicContainer("accepted", tests(cases.accepted(), CrdCases.Accepted::name, this::accepted)),
                dynamicContainer("refused", tests(cases.refused(), CrdCases.Refused::name, this::refused)),
                dynamicContainer("changes", tests(cases.changes(), CrdCases.Change::name, this::changed)),
                dynamicContainer("statuses", tests(cases.statuses(), CrdCases.Accepted::name, this::status)),
                dynamicTest(
                        "every file is used", () -> assertThat(cases.unused()).isEmpty()),
                dynamicTest("every constraint has refused a document", this::everyConstraintIsCovered));
    }

    private static <T> Stream<DynamicTest> tests(List<T> cases, Function<T, String> name, Consumer<T> test) {
        return cases.stream().map(one -> dynamicTest(name.apply(one), () -> test.accept(one)));
    }

    private void everyConstraintIsCovered() {
        assertThat(coverage.missing(server.definitions()))
                .as("constraints without a case in crd-cases/refused or crd-cases/changes")
                .isEmpty();
    }

    private void accepted(CrdCases.Accepted test) {
        var spec = tree(test.document()).get("spec").deepCopy();

        var stored = tree(server.tryCreate(test.document())).get("spec");

        if (test.stored() != null) {
            assertThat(stored).isEqualTo(test.stored());
        }
        assertKept("spec", spec, stored);
    }

    private void refused(CrdCases.Refused test) {
        var document = document(test.kind(), test.resource(), test.spec());

        assertRefused(test.kind(), ApiServer.refusal(() -> server.tryCreate(document)), test.field(), test.message());
    }

    private void changed(CrdCases.Change test) {
        var document = server.create(document(test.kind(), "changing", test.before()));
        try {
            document.setAdditionalProperty("spec", test.after());
            if (test.message() == null) {
                assertKept(
                        "spec", test.after(), tree(server.tryReplace(document)).get("spec"));
            } else {
                assertRefused(
                        test.kind(),
                        ApiServer.refusal(() -> server.tryReplace(document)),
                        test.field(),
                        test.message());
            }
        } finally {
            server.delete(document);
        }
    }

    private void status(CrdCases.Accepted test) {
        var status = tree(test.document()).get("status");
        var document = server.create(test.document());
        try {
            document.setAdditionalProperty("status", status);
            assertKept("status", status, tree(server.tryStatus(document)).get("status"));
        } finally {
            server.delete(document);
        }
    }

    private void assertRefused(String kind, KubernetesClientException refusal, @Nullable String field, String message) {
        if (field == null) {
            assertThat(refusal).hasMessageContaining(message);
            return;
        }
        List<StatusCause> causes = refusal.getStatus().getDetails().getCauses();
        assertThat(causes).as(refusal.getMessage()).anySatisfy(cause -> {
            assertThat(cause.getField()).isEqualTo(field);
            assertThat(cause.getMessage()).contains(message);
        });
        coverage.add(kind, causes);
    }

    /** Nothing of a document is pruned or changed; defaults may be added. */
    private static void assertKept(String path, JsonNode written, @Nullable JsonNode stored) {
        assertThat(stored).as(path).isNotNull();
        if (written.isObject()) {
            written.properties()
                    .forEach(field ->
                            assertKept(path + "." + field.getKey(), field.getValue(), stored.get(field.getKey())));
        } else {
            assertThat(stored).as(path).isEqualTo(written);
        }
    }

    private static GenericKubernetesResource document(String kind, String name, JsonNode spec) {
        var document = new GenericKubernetesResource();
        document.setKind(kind);
        document.setMetadata(new ObjectMetaBuilder().withName(name).build());
        document.setAdditionalProperties(Map.of("spec", spec));
        return document;
    }

    private static JsonNode tree(GenericKubernetesResource document) {
        return JSON.valueToTree(document);
    }
}
