package io.claudeflow.swarm.benchmarks.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final Timeline timeline = new Timeline();

    @BeforeEach
    void enter() {
        timeline.enter(Stage.WARM_UP, 0);
        timeline.enter(Stage.REST, 100);
        timeline.enter(Stage.CREATE, 200);
        timeline.enter(Stage.CHECK, 300);
        timeline.enter(Stage.PULL, 400);
        timeline.enter(Stage.CHECK, 500);
    }

    @Test
    void of_withinOneStage_isThat() {
        assertThat(timeline.of(10, 20)).isEqualTo(Stage.WARM_UP);
        assertThat(timeline.of(110, 120)).isEqualTo(Stage.REST);
        assertThat(timeline.of(310, 320)).isEqualTo(Stage.CHECK);
        assertThat(timeline.of(510, 9_000)).isEqualTo(Stage.CHECK);
    }

    @Test
    void of_whatTouchesABackup_belongsToIt_toTheLastOfSeveral() {
        assertThat(timeline.of(150, 210)).isEqualTo(Stage.CREATE);
        assertThat(timeline.of(290, 310)).isEqualTo(Stage.CREATE);
        assertThat(timeline.of(190, 350)).as("around all of it").isEqualTo(Stage.CREATE);
        assertThat(timeline.of(190, 450)).isEqualTo(Stage.PULL);
        assertThat(timeline.of(50, 150)).isEqualTo(Stage.REST);
    }

    @Test
    void nanos_addsAllTimesOfAStage_theLastOneEnded() {
        assertThat(timeline.isOver()).isFalse();
        timeline.enter(Stage.OVER, 650);
        assertThat(timeline.isOver()).isTrue();
        assertThat(timeline.nanos(Stage.CHECK)).isEqualTo(250);
        assertThat(timeline.nanos(Stage.REST)).isEqualTo(100);
        assertThat(timeline.nanos(Stage.OVER)).isZero();
    }
}
