package io.claudeflow.swarm.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.claudeflow.swarm.operator.kubernetes.ApiCalls.Call;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiCallsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GET    | /api/v1/namespaces/n/pods/p                                  |              | get              | pods",
                "GET    | /api/v1/namespaces/n/pods                                    | limit=5      | list             | pods",
                "GET    | /api/v1/pods                                                 | watch=true   | watch            | pods",
                "GET    | /api/v1/namespaces/n                                         |              | get              | namespaces",
                "POST   | /api/v1/namespaces/n/events                                  |              | create           | events",
                "PATCH  | /apis/swarm.claudeflow.io/v1alpha1/namespaces/n/swarmmemorystores/s/status | | patch         | swarmmemorystores/status",
                "PUT    | /apis/coordination.k8s.io/v1/namespaces/n/leases/l           |              | update           | leases",
                "DELETE | /apis/batch/v1/namespaces/n/jobs/j                           |              | delete           | jobs",
                "DELETE | /apis/batch/v1/namespaces/n/jobs                             |              | deletecollection | jobs",
                "GET    | /apis/apiextensions.k8s.io/v1/customresourcedefinitions/x    |              | get              | customresourcedefinitions",
                "GET    | /version                                                     |              | list             | none",
                "GET    | /                                                            |              | list             | none",
                "GET    | /api                                                         |              | list             | none",
            })
    void shouldNameARequestAsTheAuditLogDoes(String method, String path, String query, String verb, String resource) {
        assertThat(Call.of(method, path, query == null ? "" : query)).isEqualTo(new Call(verb, resource));
    }

    @Test
    void shouldTellOfEveryRequestOfAClientAlsoOfOneThatNobodyAnswers() throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var body = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":404}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(404, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        var config = new ConfigBuilder()
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .withRequestRetryBackoffLimit(1)
                .withRequestRetryBackoffInterval(1)
                .build();
        try (var client = Clients.create(
                config,
                (verb, resource, code, took) ->
                        heard.add(verb + " " + resource + " " + code + " " + (took != null && !took.isNegative())))) {
            assertThat(client.pods().inNamespace("n").withName("p").get()).isNull();
            assertThat(heard).containsExactly("get pods 404 true");

            server.stop(0);
            assertThatThrownBy(
                            () -> client.pods().inNamespace("n").withName("p").get())
                    .isInstanceOf(KubernetesClientException.class);
            assertThat(heard).containsExactly("get pods 404 true", "get pods none false");
        } finally {
            server.stop(0);
        }
    }
}
