package io.claudeflow.swarm.benchmarks.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReaderTest {
    private final Sent sent = sent(4);
    private final Reader reader = new Reader(sent);

    private static Sent sent(int writes) {
        Sent sent = new Sent(writes);
        IntStream.range(0, writes).forEach(sent::now);
        return sent;
    }

    private void tell(int... numbers) {
        for (int number : numbers) {
            reader.changed(Sent.key(number));
        }
    }

    @Test
    void changed_everythingInOrder_isCompleteAndNothingIsLost() throws Exception {
        assertThat(reader.awaitComplete(System.nanoTime())).isFalse();
        tell(0, 1, 2, 3);
        assertThat(reader.awaitComplete(System.nanoTime())).isTrue();
        assertThat(reader.received()).isEqualTo(4);
        assertThat(reader.lost()).isZero();
        assertThat(reader.unexpected()).isZero();
        assertThat(reader.problems()).isEmpty();
        LatencyHistogram delays = new LatencyHistogram();
        reader.addTo(delays);
        assertThat(delays.count()).isEqualTo(4);
        assertThat(delays.quantile(1)).isPositive();
    }

    @Test
    void changed_aGap_isLost() {
        tell(0, 3);
        assertThat(reader.received()).isEqualTo(2);
        assertThat(reader.lost()).isEqualTo(2);
        assertThat(reader.problems()).singleElement().asString().contains("after event-0 came event-3");
    }

    @Test
    void changed_nothingAfterTheSecond_theRestIsLost() {
        tell(0, 1);
        assertThat(reader.lost()).isEqualTo(2);
    }

    @Test
    void changed_twiceOrLateOrForeign_isUnexpected() {
        tell(0, 0, 2, 1);
        reader.changed("event-4");
        reader.changed("event-x");
        reader.changed("other");
        assertThat(reader.unexpected()).isEqualTo(5);
        assertThat(reader.received()).isEqualTo(2);
    }

    @Test
    void ended_endsTheWaitingAndIsAProblem() throws Exception {
        reader.ended("dropped: too slow");
        assertThat(reader.awaitLive(System.nanoTime())).isTrue();
        assertThat(reader.awaitComplete(System.nanoTime())).isTrue();
        assertThat(reader.lost()).isEqualTo(4);
        assertThat(reader.problems()).singleElement().asString().contains("dropped: too slow");
    }

    @Test
    void synced_isLive() throws Exception {
        assertThat(reader.awaitLive(System.nanoTime())).isFalse();
        reader.synced();
        assertThat(reader.awaitLive(System.nanoTime())).isTrue();
    }
}
