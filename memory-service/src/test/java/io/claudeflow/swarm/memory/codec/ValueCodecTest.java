package io.claudeflow.swarm.memory.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValueCodecTest {
    private static final int THRESHOLD = 100;
    private static final int MAX = 1 << 20;

    private static ValueCodec codec(Compression compression) {
        return new ValueCodec(compression, THRESHOLD, MAX);
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static void assertCorrupt(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CORRUPT));
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void encode_anySize_decodesToTheSame(Compression compression) {
        for (int size : new int[] {0, 1, THRESHOLD - 1, THRESHOLD, 5000, MAX}) {
            for (var value : new byte[][] {new byte[size], random(size)}) {
                var stored = codec(compression).encode(value);
                assertThat(stored.originalSize()).isEqualTo(size);
                assertThat(stored.size()).isLessThanOrEqualTo(size);
                assertThat(codec(Compression.NONE).decode(stored)).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"GZIP", "ZSTD"})
    void encode_compressesFromTheThresholdAndOnlyWhenSmaller(Compression compression) {
        var codec = codec(compression);
        assertThat(codec.encode(new byte[THRESHOLD - 1]).compression()).isEqualTo(Compression.NONE);
        assertThat(codec.encode(new byte[THRESHOLD]).compression()).isEqualTo(compression);
        assertThat(codec.encode(random(5000)).compression()).isEqualTo(Compression.NONE);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void beginning_ofAPart_isTheBeginningOfTheValue(Compression compression) {
        var value = new byte[400_000];
        new Random(1).nextBytes(value);
        for (int i = 0; i < value.length; i++) {
            value[i] &= 15;
        }
        var stored = new ValueCodec(compression, 0, 1 << 20).encode(value).bytes();
        var whole = ValueCodec.beginning(compression, stored, 1 << 20);
        assertThat(whole).isEqualTo(value);
        assertThat(ValueCodec.beginning(compression, stored, 1000)).isEqualTo(Arrays.copyOf(value, 1000));
        var part = ValueCodec.beginning(compression, Arrays.copyOf(stored, stored.length / 2), 1 << 20);
        assertThat(part.length).isBetween(value.length / 8, value.length * 7 / 8);
        assertThat(part).isEqualTo(Arrays.copyOf(value, part.length));
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"GZIP", "ZSTD"})
    void decode_lyingSize_isCorrupt(Compression compression) {
        var codec = codec(compression);
        var stored = codec.encode(new byte[5000]);
        for (int size : new int[] {-1, 0, 4999, 5001, MAX, Integer.MAX_VALUE}) {
            assertCorrupt(() -> codec.decode(new StoredValue(compression, stored.bytes(), size)));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"GZIP", "ZSTD"})
    void decode_damagedBytes_isCorrupt(Compression compression) {
        var codec = codec(compression);
        var stored = codec.encode(new byte[5000]);
        var cut = Arrays.copyOf(stored.bytes(), stored.size() / 2);
        assertCorrupt(() -> codec.decode(new StoredValue(compression, cut, 5000)));
        assertCorrupt(() -> codec.decode(new StoredValue(compression, random(50), 5000)));
        assertCorrupt(() -> codec.decode(new StoredValue(compression, new byte[0], 5000)));
    }

    @Test
    void decode_uncompressedOfAnotherSize_isCorrupt() {
        assertCorrupt(() -> codec(Compression.NONE).decode(new StoredValue(Compression.NONE, new byte[3], 4)));
    }

    @Test
    void label_unknown_isADamagedRow() {
        for (var compression : Compression.values()) {
            assertThat(Compression.ofLabel(compression.label())).isEqualTo(compression);
        }
        assertCorrupt(() -> Compression.ofLabel("lz4"));
    }
}
