package io.claudeflow.swarm.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.plan.Placement.Target;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {
    private String wanted = "agents";
    private boolean create;
    private Set<String> watched = Set.of();
    private Optional<String> home = Optional.empty();
    private Optional<Target> target = Optional.empty();

    private Placement placement() {
        return Placement.of(new Placement.Facts("team", wanted, create, watched, home, target));
    }

    private void refused(String... words) {
        assertThat(placement())
                .isInstanceOfSatisfying(
                        Placement.Refused.class,
                        refusal -> assertThat(refusal.message())
                                .startsWith("spec.namespaceConfig.swarmNamespace: ")
                                .contains(words));
    }

    @Test
    void shouldNeedNoInvitationAtHome() {
        wanted = "team";

        assertThat(placement()).isEqualTo(new Placement.Allowed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "team            | true",
                "' team ,other'  | true",
                "other,team      | true",
                "teams           | false",
                "*               | false",
                "''              | false",
                "'other team'    | false",
            })
    void shouldAskTheNamespaceWhomItAccepts(String accepts, boolean allowed) {
        target = Optional.of(new Target(Optional.of(accepts), false));

        assertThat(placement() instanceof Placement.Allowed).isEqualTo(allowed);
    }

    @Test
    void shouldSayHowToInvite() {
        target = Optional.of(new Target(Optional.empty(), false));
        refused("does not accept stores from namespace team", "agents --overwrite " + Placement.ACCEPTS + "=team");

        target = Optional.of(new Target(Optional.of("other"), false));
        refused("found: other", Placement.ACCEPTS + "=other,team");
    }

    @Test
    void shouldMakeANamespaceOnlyWhenAsked() {
        refused("there is no namespace agents", "createNamespaces: true");

        create = true;
        assertThat(placement()).isEqualTo(new Placement.Create());
    }

    @Test
    void shouldNotTakeANamespaceThatExistsForOneItMade() {
        create = true;
        target = Optional.of(new Target(Optional.empty(), false));

        refused("does not accept stores from namespace team");
    }

    @Test
    void shouldWaitWhileTheNamespaceGoes() {
        target = Optional.of(new Target(Optional.of("team"), true));

        assertThat(placement()).isInstanceOf(Placement.Ending.class);
    }

    @Test
    void shouldPlaceNothingWhereNobodyLooks() {
        watched = Set.of("team", "others");
        target = Optional.of(new Target(Optional.of("team"), false));
        refused("'agents' is not served", "others, team", "watchNamespaces");

        watched = Set.of("team", "agents");
        assertThat(placement()).isEqualTo(new Placement.Allowed());
    }

    @Test
    void shouldNotMoveAStore() {
        home = Optional.of("team");
        target = Optional.of(new Target(Optional.of("team"), false));
        refused("not where the memory store is (expected: 'team')");

        wanted = "team";
        home = Optional.of("agents");
        refused("expected: 'agents'");
    }

    @Test
    void shouldLeaveAStoreThatIsThereWhenItIsNotInvitedAnyMore() {
        home = Optional.of("agents");
        target = Optional.of(new Target(Optional.empty(), false));

        refused("does not accept stores");
    }
}
