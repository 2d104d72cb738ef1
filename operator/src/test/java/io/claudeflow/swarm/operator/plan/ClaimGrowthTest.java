package io.claudeflow.swarm.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.plan.ClaimGrowth.AtMaximum;
import io.claudeflow.swarm.operator.plan.ClaimGrowth.Enough;
import io.claudeflow.swarm.operator.plan.ClaimGrowth.Grow;
import io.claudeflow.swarm.operator.plan.ClaimGrowth.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimGrowthTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final long GI = 1L << 30;

    private GrowthPlan plan = new GrowthPlan(80, "5Gi", "20Gi");
    private String asked = "10Gi";
    private Optional<String> capacity = Optional.of("10Gi");
    private Optional<Instant> last = Optional.empty();
    private Optional<Usage> usage = Optional.of(new Usage(8 * GI, 2 * GI, 10 * GI));
    private boolean full;

    private ClaimGrowth growth() {
        return ClaimGrowth.of(new ClaimGrowth.Facts(plan, asked, capacity, last, usage, full, NOW));
    }

    @Test
    void shouldGrowByOneStepAtTheThreshold() {
        assertThat(growth()).isEqualTo(new Grow("15Gi", 80));

        usage = Optional.of(new Usage(8 * GI, 2 * GI + 1, 10 * GI));
        assertThat(growth()).isEqualTo(new Enough());
    }

    @Test
    void shouldNeverExceedTheMaximum() {
        asked = "18Gi";
        capacity = Optional.of("18Gi");
        usage = Optional.of(new Usage(18 * GI, 0, 18 * GI));
        assertThat(growth()).isEqualTo(new Grow("20Gi", 100));

        asked = "20480Mi";
        capacity = Optional.of("20Gi");
        usage = Optional.of(new Usage(18 * GI, 2 * GI, 20 * GI));
        assertThat(growth()).isEqualTo(new AtMaximum(90));

        asked = "30Gi";
        capacity = Optional.of("30Gi");
        usage = Optional.of(new Usage(30 * GI, 0, 30 * GI));
        assertThat(growth()).as("a larger size in the spec").isEqualTo(new AtMaximum(100));
    }

    @Test
    void shouldWaitUntilTheLastStepHasArrivedAndRested() {
        asked = "15Gi";
        assertThat(growth()).as("still growing").isEqualTo(new Enough());

        asked = "10Gi";
        last = Optional.of(NOW.minus(ClaimGrowth.REST).plusSeconds(1));
        assertThat(growth()).isEqualTo(new Enough());

        last = Optional.of(NOW.minus(ClaimGrowth.REST));
        assertThat(growth()).isEqualTo(new Grow("15Gi", 80));
    }

    @Test
    void shouldGrowWhenTheServiceHasStoppedForWantOfRoom() {
        usage = Optional.empty();
        assertThat(growth()).isEqualTo(new Enough());

        full = true;
        assertThat(growth()).isEqualTo(new Grow("15Gi", 100));
    }

    @Test
    void shouldDoNothingWithoutAVolume() {
        capacity = Optional.empty();
        full = true;

        assertThat(growth()).isEqualTo(new Enough());
    }

    @ParameterizedTest
    @CsvSource({
        // database, free, total, percent of 10Gi
        "1, 9, 10, 10",
        "1, 1, 10, 90",
        "1, 0, 9, 100",
        // a directory of the node: only the database counts
        "1, 5, 100, 10",
        "9, 95, 100, 90",
        // the service does not say
        "4, 1, 0, 40",
        "20, 0, 0, 100",
    })
    void shouldNotTakeTheNodesDiskForTheVolume(long database, long free, long total, long percent) {
        var capacity = BigDecimal.valueOf(10 * GI);

        assertThat(new Usage(database * GI, free * GI, total * GI).percentOf(capacity))
                .isEqualTo(percent);
    }

    @Test
    void shouldReadBackItsNote() {
        var note = new GrowthNote("10Gi", "15Gi", NOW);

        assertThat(GrowthNote.parse(note.text())).contains(note);
        assertThat(GrowthNote.parse("10Gi")).isEmpty();
        assertThat(GrowthNote.parse("10Gi 15Gi soon")).isEmpty();
        assertThat(note.text()).isEqualTo("10Gi 15Gi 2026-11-21T10:00:00Z");
    }

    @Test
    void shouldExplainALargerClaimOnlyWhileTheSpecAsksForNoLess() {
        var note = new GrowthNote("10Gi", "15Gi", NOW.minus(Duration.ofDays(1)));

        assertThat(note.explains("15Gi", "10Gi")).isTrue();
        assertThat(note.explains("15Gi", "12Gi")).isTrue();
        assertThat(note.explains("15Gi", "5Gi")).as("the spec was made smaller").isFalse();
        assertThat(note.explains("16Gi", "10Gi"))
                .as("somebody else made it larger")
                .isFalse();
    }
}
