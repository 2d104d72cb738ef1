package io.claudeflow.swarm.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private final Dataset dataset = new Dataset(7, 1_000, 1_024);

    @Test
    void matches_onlyTheKeyAndStampItWasFilledWith() {
        byte[] value = new byte[1_024];
        dataset.fill(value, 17, 42);
        assertThat(dataset.matches(value, 17, 42)).isTrue();
        assertThat(dataset.matches(value, 17, 43)).isFalse();
        assertThat(dataset.matches(value, 18, 42)).isFalse();
        value[1_023]++;
        assertThat(dataset.matches(value, 17, 42)).isFalse();
    }

    @Test
    void belongs_looksAtLengthAndKey() {
        byte[] value = new byte[1_024];
        dataset.fill(value, 17, 42);
        assertThat(dataset.belongs(value, 17)).isTrue();
        assertThat(dataset.belongs(value, 18)).isFalse();
        assertThat(dataset.belongs(new byte[1_023], 0)).isFalse();
    }

    @Test
    void fill_sameSeed_givesTheSameValues() {
        byte[] one = new byte[1_024];
        byte[] other = new byte[1_024];
        dataset.fill(one, 3, 9);
        new Dataset(7, 1_000, 1_024).fill(other, 3, 9);
        assertThat(one).isEqualTo(other);
        new Dataset(8, 1_000, 1_024).fill(other, 3, 9);
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void fill_isNoiseThatNoServerCanCompress() {
        byte[] value = new byte[1_024];
        dataset.fill(value, 1, 1);
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(value);
        deflater.finish();
        assertThat(deflater.deflate(new byte[2_048])).isGreaterThan(1_000);
        deflater.end();
    }

    @Test
    void random_differsByCellAndClient() {
        assertThat(dataset.random(1, 1).nextLong())
                .isEqualTo(dataset.random(1, 1).nextLong())
                .isNotEqualTo(dataset.random(1, 2).nextLong())
                .isNotEqualTo(dataset.random(2, 1).nextLong());
    }

    @Test
    void constructor_valueTooSmallForItsHeader_isRefused() {
        assertThatThrownBy(() -> new Dataset(1, 10, 15)).hasMessageContaining("16 to 65536");
    }
}
