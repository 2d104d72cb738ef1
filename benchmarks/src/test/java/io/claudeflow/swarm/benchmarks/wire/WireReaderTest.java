package io.claudeflow.swarm.benchmarks.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireReaderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100_000})
    void nextLine_andRead_whateverAReadReturns(int pieces) throws IOException {
        String body = "x".repeat(20_000);
        String line = "y".repeat(9_000);
        WireReader reader = reader("first\r\n\r\n" + body + line + "\r\n" + line + "\r\nlast\r\n", pieces);

        reader.nextLine();
        assertThat(reader.line()).isEqualTo("first");
        reader.nextLine();
        assertThat(reader.lineLength()).isZero();
        byte[] read = new byte[body.length()];
        reader.read(read, 0, read.length);
        assertThat(new String(read, StandardCharsets.US_ASCII)).isEqualTo(body);
        reader.nextLine();
        assertThat(reader.line()).isEqualTo(line);
        reader.nextLine();
        assertThat(reader.line()).isEqualTo(line);
        reader.nextLine();
        assertThat(reader.line()).isEqualTo("last");
        assertThatThrownBy(reader::nextLine).isInstanceOf(EOFException.class);
    }

    @Test
    void nextLine_loneCarriageReturnOrNewline_doesNotEndTheLine() throws IOException {
        WireReader reader = reader("a\rb\nc\r\n", 100);
        reader.nextLine();
        assertThat(reader.line()).isEqualTo("a\rb\nc");
    }

    @Test
    void nextLine_longerThanTheBuffer_isRefused() {
        WireReader reader = reader("z".repeat(20_000) + "\r\n", 4_096);
        assertThatThrownBy(reader::nextLine)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("16384");
    }

    @Test
    void read_streamEnds_saysHowFarItCame() {
        WireReader reader = reader("abc", 100);
        assertThatThrownBy(() -> reader.read(new byte[5], 0, 5)).hasMessageContaining("3 of 5");
    }

    @Test
    void lineStartsWith_ignoresTheCaseOfTheLine() throws IOException {
        WireReader reader = reader("Content-LENGTH: 42\r\n", 100);
        reader.nextLine();
        assertThat(reader.lineStartsWith("content-length:")).isTrue();
        assertThat(reader.lineStartsWith("content-type:")).isFalse();
        assertThat(reader.lineStartsWith("content-length: 42 and more")).isFalse();
    }

    @Test
    void lineNumber_readsDecimalsHexadecimalsAndSigns() throws IOException {
        WireReader reader = reader("n:  1024\r\n-1\r\nfF;x=1\r\nnone\r\n", 100);
        reader.nextLine();
        assertThat(reader.lineNumber(2, 10)).isEqualTo(1024);
        reader.nextLine();
        assertThat(reader.lineNumber(0, 10)).isEqualTo(-1);
        reader.nextLine();
        assertThat(reader.lineNumber(0, 16)).isEqualTo(255);
        reader.nextLine();
        assertThatThrownBy(() -> reader.lineNumber(0, 10)).hasMessageContaining("'none'");
    }

    /** A stream that hands out at most so many bytes at once. */
    private static WireReader reader(String text, int pieces) {
        InputStream all = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
        return new WireReader(new InputStream() {
            @Override
            public int read() throws IOException {
                return all.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return all.read(target, offset, Math.min(length, pieces));
            }
        });
    }
}
