package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.memory.contract.Contract;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every listing of the contract, page by page: nothing twice, nothing missing, no cursor that leads to nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagingOperationsTest {
    private static final int ITEMS = 6;

    private ServiceClients clients;

    /**
     * A listing.
     *
     * @param operation by the contract, or the path of a listing that the contract does not have
     * @param path with its other parameters
     * @param items the member with the items
     * @param id the member that names an item, as a JSON pointer
     * @param write makes the item with this number, 1 to 6
     */
    record Listing(String operation, String path, String items, String id, ObjIntConsumer<ServiceClients> write) {
        @Override
        public String toString() {
            return operation;
        }
    }

    private static void http(ServiceClients clients, String method, String path, String body) {
        var answer = clients.http(method, path, body.replace('\'', '"'));
        assertThat(answer.status()).as("%s %s: %s", method, path, answer.json()).isBetween(200, 201);
    }

    private static ObjIntConsumer<ServiceClients> writing(String method, String path, String body) {
        return (clients, i) -> http(
                clients, method, path.replace("{i}", Integer.toString(i)), body.replace("{i}", Integer.toString(i)));
    }

    static List<Listing> listings() {
        return List.of(
                new Listing("AgentService.List", "/v1/agents", "agents", "/id", (clients, i) -> {
                    http(clients, "PUT", "/v1/agents/a" + i, "{'type': 'coder'}");
                }),
                new Listing(
                        "AgentService.ListDecisions",
                        "/v1/agents/a1/decisions",
                        "decisions",
                        "/id",
                        writing("POST", "/v1/agents/a1/decisions", "{'type': 't', 'decision': {i}}")),
                new Listing(
                        "AgentMemoryService.List",
                        "/v1/agents/a1/memory",
                        "memories",
                        "/key",
                        writing("PUT", "/v1/agents/a1/memory/k{i}", "{'value': {i}}")),
                new Listing(
                        "AuditService.ListFindings",
                        "/v1/audit/findings?kind=never_read",
                        "findings",
                        "/keys/0/key",
                        (clients, i) -> {
                            http(clients, "PUT", "/v1/namespaces/audited/entries/k" + i, "{'value': " + i + "}");
                            http(clients, "POST", "/admin/audit", "{'unreadForSeconds': 0}");
                        }),
                new Listing(
                        "ConsensusService.List",
                        "/v1/consensus",
                        "proposals",
                        "/key",
                        writing(
                                "PUT",
                                "/v1/consensus/c{i}",
                                "{'value': {i}, 'proposer': 'a', 'acceptors': ['a', 'b']}")),
                new Listing(
                        "ConsensusService.ListDecisions",
                        "/v1/decisions",
                        "decisions",
                        "/id",
                        writing(
                                "PUT",
                                "/v1/decisions/d{i}",
                                "{'topic': 't', 'participants': ['a'], 'result': {i}, 'confidence': 0.5}")),
                new Listing(
                        "EventService.List",
                        "/v1/events",
                        "events",
                        "/id",
                        writing("POST", "/v1/events", "{'type': 't', 'source': 's', 'data': {i}}")),
                new Listing(
                        "KnowledgeService.List",
                        "/v1/knowledge",
                        "knowledge",
                        "/key",
                        writing("POST", "/v1/knowledge", "{'type': 't{i}', 'data': {i}, 'sharedBy': 'a'}")),
                new Listing(
                        "LearningService.ListOutcomes",
                        "/v1/outcomes?type=t",
                        "outcomes",
                        "/id",
                        writing(
                                "POST",
                                "/v1/outcomes",
                                "{'type': 't', 'agents': ['a'], 'result': 'success', 'seconds': 1}")),
                new Listing(
                        "LockService.List",
                        "/v1/locks",
                        "locks",
                        "/owner",
                        writing("POST", "/v1/locks", "{'key': 'shared', 'owner': 'o{i}', 'mode': 'read'}")),
                new Listing("MergeService.ListConflicts", "/v1/conflicts", "conflicts", "/id", (clients, i) -> {
                    http(clients, "PUT", "/v1/namespaces/manual/entries/k" + i, "{'value': 0}");
                    http(
                            clients,
                            "POST",
                            "/v1/merges",
                            "{'namespace': 'manual', 'key': 'k" + i + "', 'value': " + i + "}");
                }),
                new Listing(
                        "MessageService.Inbox",
                        "/v1/agents/reader/inbox",
                        "messages",
                        "/id",
                        writing("POST", "/v1/messages", "{'from': 'a', 'to': 'reader', 'type': 't', 'payload': {i}}")),
                new Listing(
                        "PatternService.List",
                        "/v1/patterns",
                        "patterns",
                        "/id",
                        writing("PUT", "/v1/patterns/p{i}", "{'type': 't', 'data': {}, 'confidence': 0.5}")),
                new Listing(
                        "SessionService.List",
                        "/v1/sessions",
                        "sessions",
                        "/id",
                        writing("POST", "/v1/sessions", "{'id': 's{i}'}")),
                new Listing(
                        "SharedStateService.List",
                        "/v1/shared-state",
                        "states",
                        "/key",
                        writing("PUT", "/v1/shared-state/k{i}", "{'value': {i}}")),
                new Listing(
                        "TaskService.List",
                        "/v1/tasks",
                        "tasks",
                        "/id",
                        writing("POST", "/v1/tasks", "{'id': 't{i}', 'description': 'd'}")),
                new Listing(
                        "TopologyService.History",
                        "/v1/topology/history",
                        "topologies",
                        "/version",
                        writing("PUT", "/v1/topology", "{'type': 'mesh', 'nodes': [{'id': 'n{i}'}]}")),
                new Listing(
                        "WorkflowService.List",
                        "/v1/workflows",
                        "workflows",
                        "/id",
                        writing("PUT", "/v1/workflows/w{i}", "{'type': 't', 'state': {}}")),
                new Listing(
                        "/v1/entries",
                        "/v1/namespaces/listed/entries",
                        "entries",
                        "/key",
                        writing("PUT", "/v1/namespaces/listed/entries/k{i}", "{'value': {i}, 'tags': ['t']}")),
                new Listing(
                        "/v1/entries by tag",
                        "/v1/namespaces/tagged/entries?tag=t&sort=createdAt",
                        "entries",
                        "/key",
                        writing("PUT", "/v1/namespaces/tagged/entries/k{i}", "{'value': {i}, 'tags': ['t']}")));
    }

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        var policies = java.nio.file.Files.writeString(
                directory.resolve("policies.yaml"), "policies: [{pattern: manual/*, conflict: manual}]");
        clients = ServiceClients.start(directory, Map.of("POLICY_FILE", policies.toString()));
        for (int i = 1; i <= ITEMS; i++) {
            http(clients, "PUT", "/v1/agents/a" + i, "{'type': 'coder'}");
        }
        http(clients, "POST", "/admin/audit", "{}");
    }

    @AfterAll
    void stop() {
        clients.close();
    }

    @Test
    void everyListingWithACursor_isInTheTable() {
        var paged = new TreeSet<String>();
        for (var rpc : Contract.load().rpcs()) {
            if (rpc.request().fields().containsKey("cursor")
                    && rpc.request().fields().containsKey("limit")) {
                paged.add(rpc.name());
            }
        }
        assertThat(listings().stream().map(Listing::operation).collect(Collectors.toSet()))
                .containsAll(paged);
    }

    @ParameterizedTest
    @MethodSource("listings")
    void pages_areExactlyTheListing(Listing listing) {
        for (int i = 1; i <= ITEMS; i++) {
            listing.write().accept(clients, i);
        }
        var whole = page(listing, 1_000, null);
        assertThat(whole.hasNonNull("nextCursor")).as("all on one page").isFalse();
        var all = ids(listing, whole);
        assertThat(all).hasSizeGreaterThanOrEqualTo(ITEMS).doesNotHaveDuplicates();
        for (int limit : IntStream.concat(IntStream.rangeClosed(1, 3), IntStream.of(all.size(), all.size() + 1))
                .toArray()) {
            var found = new ArrayList<String>();
            String cursor = null;
            do {
                var page = page(listing, limit, cursor);
                var shown = ids(listing, page);
                assertThat(shown).as("page of %d behind %s", limit, found).hasSizeBetween(1, limit);
                found.addAll(shown);
                cursor = page.hasNonNull("nextCursor") ? page.get("nextCursor").asText() : null;
            } while (cursor != null && found.size() <= all.size());
            assertThat(found).as("pages of %d", limit).containsExactlyElementsOf(all);
        }
    }

    @ParameterizedTest
    @MethodSource("listings")
    void cursorsOfOtherListings_areRefused(Listing listing) {
        for (var cursor : Set.of("x", "eyJ4IjoxfQ", "%00", "a".repeat(2_000))) {
            var answer = clients.http("GET", path(listing, 1, cursor), "");
            assertThat(answer.status()).as("%s: %s", cursor, answer.json()).isEqualTo(400);
            assertThat(answer.json().at("/field").asText()).isEqualTo("cursor");
        }
        var other = listing.operation().equals("EventService.List") ? "/v1/tasks" : "/v1/events";
        for (int i = 0; i < 2; i++) {
            http(clients, "POST", "/v1/events", "{'type': 't', 'source': 's', 'data': 1}");
            http(clients, "PUT", "/v1/tasks/other" + i, "{'description': 'd'}");
        }
        var foreign = clients.http("GET", other + "?limit=1", "")
                .json()
                .get("nextCursor")
                .asText();
        var answer = clients.http("GET", path(listing, 1, foreign), "");
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
        assertThat(answer.json().at("/field").asText()).isEqualTo("cursor");
    }

    private JsonNode page(Listing listing, int limit, @Nullable String cursor) {
        var answer = clients.http("GET", path(listing, limit, cursor), "");
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json();
    }

    private static String path(Listing listing, int limit, @Nullable String cursor) {
        return listing.path()
                + (listing.path().contains("?") ? "&" : "?")
                + "limit=" + limit
                + (cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
    }

    private static List<String> ids(Listing listing, JsonNode page) {
        var ids = new ArrayList<String>();
        page.get(listing.items()).forEach(item -> ids.add(item.at(listing.id()).asText()));
        return ids;
    }
}
