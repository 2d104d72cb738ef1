package io.claudeflow.swarm.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.plan.EntryFacts.Seen;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryMoveTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SELF = "team/mine";

    private static EntryFacts facts(Optional<Seen> seen, boolean held, boolean adopt, Optional<Instant> ends) {
        return new EntryFacts(seen, held, adopt, ends, NOW, SELF);
    }

    private static Optional<Seen> seen(String owner, boolean same) {
        return Optional.of(new Seen(
                "1-7",
                same,
                owner.equals("nobody") ? Optional.empty() : Optional.of(owner),
                !owner.equals("team/gone")));
    }

    @ParameterizedTest(name = "owner {0}, held {1}, adopt {2}, same {3}: {4}")
    @CsvSource({
        "team/mine,  true,  false, true,  Keep",
        "team/mine,  true,  false, false, Replace",
        "team/mine,  false, false, false, Replace",
        "team/mine,  false, false, true,  Keep",
        "nobody,     true,  false, false, Replace",
        "nobody,     false, false, false, Yield",
        "nobody,     false, false, true,  Yield",
        "nobody,     false, true,  false, Replace",
        "team/other, false, false, false, Yield",
        "team/other, false, true,  false, Yield",
        "team/other, true,  true,  false, Yield",
        "team/gone,  false, false, false, Yield",
        "team/gone,  false, true,  false, Replace",
    })
    void of_presentEntry_followsWhoseItIs(String owner, boolean held, boolean adopt, boolean same, String move) {
        var decided = EntryMove.of(facts(seen(owner, same), held, adopt, Optional.empty()));

        assertThat(decided.getClass().getSimpleName()).isEqualTo(move);
    }

    @ParameterizedTest(name = "ends in {0} s, {1}, held {2}: {3}")
    @CsvSource({
        "60, nobody,     true,  Replace",
        "2,  nobody,     true,  Remove",
        "-1, team/mine,  true,  Remove",
        "-1, team/other, true,  Rest",
        "-1, nobody,     false, Rest",
        "-1, absent,     true,  Rest",
        "60, absent,     true,  Create",
    })
    void of_lifetime_endsOnceAndForGood(long seconds, String owner, boolean held, String move) {
        var seen = owner.equals("absent") ? Optional.<Seen>empty() : seen(owner, false);

        var decided = EntryMove.of(facts(seen, held, false, Optional.of(NOW.plusSeconds(seconds))));

        assertThat(decided.getClass().getSimpleName()).isEqualTo(move);
    }

    @ParameterizedTest(name = "owner {0}, held {1}: {2}")
    @CsvSource({
        "team/mine,  false, true",
        "nobody,     true,  true",
        "nobody,     false, false",
        "team/other, true,  false",
    })
    void removable_onlyWhatIsOurs(String owner, boolean held, boolean removable) {
        assertThat(EntryMove.removable(facts(seen(owner, true), held, false, Optional.empty())))
                .isEqualTo(removable);
    }

    @Test
    void removable_absent_isNothingToRemove() {
        assertThat(EntryMove.removable(facts(Optional.empty(), true, false, Optional.empty())))
                .isFalse();
    }
}
