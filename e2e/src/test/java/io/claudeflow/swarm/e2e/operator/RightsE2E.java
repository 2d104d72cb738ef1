package io.claudeflow.swarm.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.cluster.Chart;
import io.claudeflow.swarm.e2e.cluster.RightsUsed;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.opentest4j.TestAbortedException;

/**
 * The chart grants what the operator uses and nothing else. What it uses is what the audit logs of all tests of this
 * folder hold, so this class comes last; alone it has nothing to compare and is aborted.
 */
@Tag("full")
@Order(Integer.MAX_VALUE)
@Isolated
class RightsE2E {
    private static final int ENOUGH = 6;

    /** What no audit log of these tests shows, and why it is needed all the same. */
    private static final List<Pattern> NEEDED = List.of(
            // Asked for by an admission plugin (OwnerReferencesPermissionEnforcement, on here as on OpenShift).
            Pattern.compile(".*/finalizers update"),
            // The same plugin, when a Service that has lost its owner gets one again.
            Pattern.compile(" services delete"),
            // The framework reads an object again when the writing of its finalizer meets a conflict.
            Pattern.compile("swarm.claudeflow.io swarm(memory(store|backup|restore)s|memories|tasks) get"));

    @Test
    void shouldGrantExactlyWhatWasUsed() throws IOException, InterruptedException {
        var used = RightsUsed.all();
        used.removeIf(right -> right.startsWith("  "));
        if (RightsUsed.planes() < ENOUGH) {
            var message = "only " + RightsUsed.planes() + " control planes were used (expected: those of all tests of"
                    + " this folder, in one run)";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(message);
            }
            throw new TestAbortedException(message);
        }
        var granted = granted();
        System.out.println("rights granted: " + granted.size() + ", used: " + used.size());

        assertThat(granted).as("used and granted").containsAll(used);
        granted.removeAll(used);
        granted.removeIf(right ->
                NEEDED.stream().anyMatch(needed -> needed.matcher(right).matches()));
        assertThat(granted)
                .as("granted and never used: remove it from the chart")
                .isEmpty();
    }

    private static Set<String> granted() throws IOException, InterruptedException {
        var rights = new TreeSet<String>();
        var yaml = new KubernetesSerialization();
        Arrays.stream(Chart.local()
                        .render("rbac.yaml", "--set=rbac.aggregate=false", "--set=rbac.createNamespaces=true")
                        .split("(?m)^---$"))
                .filter(document -> document.contains("kind:"))
                .map(document -> yaml.<HasMetadata>unmarshal(document))
                .flatMap(RightsE2E::rules)
                .forEach(rule -> rule.getApiGroups()
                        .forEach(group -> rule.getResources()
                                .forEach(resource -> rule.getVerbs()
                                        .forEach(verb -> rights.add(group + " " + resource + " " + verb)))));
        return rights;
    }

    private static Stream<PolicyRule> rules(HasMetadata document) {
        List<PolicyRule> rules = document instanceof ClusterRole everywhere
                ? everywhere.getRules()
                : document instanceof Role here ? here.getRules() : List.of();
        return rules.stream();
    }
}
