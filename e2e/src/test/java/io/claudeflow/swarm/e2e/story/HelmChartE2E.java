package io.claudeflow.swarm.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.e2e.cluster.Cluster;
import io.claudeflow.swarm.e2e.cluster.CommandFailed;
import io.claudeflow.swarm.e2e.cluster.OnTheCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart as Helm sees it, without a cluster. */
@OnTheCluster
class HelmChartE2E {
    private final Cluster cluster = Cluster.shared();
    private final Path chart = cluster.root().resolve("helm/swarm-operator");

    @Test
    void shouldPassLintWhenStrict() {
        assertThat(cluster.helm("lint", "--strict", chart.toString())).contains("0 chart(s) failed");
    }

    @Test
    void shouldCarryTheGeneratedDefinitions() throws IOException {
        for (Path crd : crds()) {
            assertThat(chart.resolve("files").resolve(crd.getFileName()))
                    .as("run: make manifests")
                    .hasSameTextualContentAs(crd);
        }
        assertThat(crds()).hasSize(files(chart.resolve("files")).size());
    }

    @Test
    void shouldKeepTheDefinitionsOnUninstall() throws IOException {
        assertThat(template().split("kind: CustomResourceDefinition", -1)).hasSize(1 + crds().size());
        assertThat(template()).contains("helm.sh/resource-policy: keep");
        assertThat(template("crds.keep=false")).doesNotContain("helm.sh/resource-policy");
        assertThat(template("crds.install=false")).doesNotContain("CustomResourceDefinition");
    }

    @Test
    void shouldGrantNothingClusterWideWhenNamespacesAreListed() {
        var rendered = template("watchNamespaces={a,b}", "rbac.aggregate=false");

        assertThat(rendered).doesNotContain("kind: ClusterRole");
        assertThat(rendered).contains("namespace: a", "namespace: b").contains("value: \"a,b\"");
    }

    @Test
    void shouldGrantNoWildcardVerb() {
        assertThat(template()).doesNotContain("verbs: ['*']", "verbs: [\"*\"]", "- '*'\n  verbs");
    }

    @Test
    void shouldCreateNamespacesOnlyWhenAsked() {
        assertThat(template()).contains("verbs: [get]").doesNotContain("verbs: [get, create]");
        assertThat(template("rbac.createNamespaces=true"))
                .contains("resources: [namespaces]\n    verbs: [get, create]");
    }

    @Test
    void shouldAddEveryKindToTheStandardRoles() throws IOException {
        var roles = template();

        for (var crd : crds()) {
            var kind = String.valueOf(crd.getFileName()).split("\\.", 2)[0];
            assertThat(roles)
                    .containsPattern("(?s)aggregate-to-view: \"true\".*resources: \\[[^]]*\\b" + kind + "/status");
            assertThat(roles)
                    .containsPattern("resources: \\[[^]]*\\b" + kind + "\\b[^]]*]\n    verbs: \\[create, update");
        }
        assertThat(roles.split("aggregate-to-admin", -1)).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas=2,leaderElection=false | leaderElection",
                "replicas=-1                     | replicas",
                "log.level=loud                  | level",
                "statsInterval=soon              | statsInterval",
                "watchNamespaces={Not_A_Name}    | watchNamespaces",
                "imagee.tag=1                    | imagee",
                "watchNamespaces={a},rbac.createNamespaces=true | createNamespaces",
            })
    void shouldRefuseWrongValues(String values, String field) {
        assertThatThrownBy(() -> template(values))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(field);
    }

    private String template(String... values) {
        var command = new ArrayList<>(List.of(
                "template", "swarm-operator", chart.toString(), "-n", "swarm-system", "--kube-version", "1.34.0"));
        for (String value : values) {
            command.addAll(List.of("--set", value));
        }
        return cluster.helm(command.toArray(String[]::new));
    }

    private List<Path> crds() throws IOException {
        return files(cluster.root().resolve("crds")).stream()
                .filter(file -> file.toString().endsWith(".yaml"))
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
