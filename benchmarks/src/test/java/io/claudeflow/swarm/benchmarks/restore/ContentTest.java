package io.claudeflow.swarm.benchmarks.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class ContentTest {
    private final Content content = new Content(11, 5 << 20);

    @Test
    void value_isTheSameForASeed_ofSixteenToSixtyFourKibibytes_andDoesNotCompress() {
        assertThat(content.value(7)).isEqualTo(new Content(11, 5 << 20).value(7));
        assertThat(content.value(7)).isNotEqualTo(new Content(12, 5 << 20).value(7));
        for (int value = 0; value < content.values(); value++) {
            assertThat(content.value(value)).hasSizeBetween(16 << 10, 64 << 10);
        }
        byte[] noise = content.value(3);
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(noise);
            deflater.finish();
            assertThat(deflater.deflate(new byte[noise.length * 2])).isGreaterThanOrEqualTo(noise.length);
        }
    }

    @Test
    void bytes_areThoseOfAllValues_andNotManyMoreThanAskedFor() {
        assertThat(IntStream.range(0, content.values())
                        .mapToLong(value -> content.value(value).length)
                        .sum())
                .isEqualTo(content.bytes())
                .isBetween(5L << 20, (5L << 20) + (64 << 10));
        assertThat(content.entries()).isGreaterThan(content.values());
    }
}
