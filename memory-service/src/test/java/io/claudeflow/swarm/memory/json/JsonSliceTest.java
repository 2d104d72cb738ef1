package io.claudeflow.swarm.memory.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSliceTest {
    private static final List<String> SPACES = List.of("", " ", "\n", "\t", " \r\n ");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldFindEveryPartExactlyAsWritten(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 200; round++) {
            var names = new ArrayList<String>();
            var values = new ArrayList<String>();
            var text = new StringBuilder(space(random)).append('{');
            int members = random.nextInt(6);
            for (int i = 0; i < members; i++) {
                names.add("n" + i + (random.nextBoolean() ? "é😀" : ""));
                values.add(value(random, 0));
                text.append(i == 0 ? "" : ",")
                        .append(space(random))
                        .append('"')
                        .append(names.get(i))
                        .append('"')
                        .append(space(random))
                        .append(':')
                        .append(space(random))
                        .append(values.get(i))
                        .append(space(random));
            }
            text.append('}').append(space(random));

            var object = JsonSlice.parse("body", utf8(text.toString())).object();

            assertThat(object.names()).containsExactlyElementsOf(names);
            for (int i = 0; i < members; i++) {
                assertThat(object.required(names.get(i)).raw()).isEqualTo(values.get(i));
            }
        }
    }

    private static String value(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 8)) {
            case 0 -> "null";
            case 1 -> random.nextBoolean() ? "true" : "false";
            case 2 -> Long.toString(random.nextLong());
            case 3 -> "-1.50E+" + random.nextInt(1000);
            case 4 -> "\"" + "x".repeat(random.nextInt(50)) + "\\n\\u00e9é😀\\\"\"";
            case 5 -> "\"\"";
            case 6 -> "[" + space(random) + value(random, depth + 1) + "," + value(random, depth + 1) + "]";
            default -> "{\"a\":" + value(random, depth + 1) + space(random) + ",\"b\":[]}";
        };
    }

    private static String space(RandomGenerator random) {
        return SPACES.get(random.nextInt(SPACES.size()));
    }

    @Test
    void shouldReadTypedMembersNamingTheirPlace() {
        var object = JsonSlice.parse("body", utf8("{\"a\":[\"x\",{\"b\":1.5}],\"n\":12,\"t\":true}"))
                .object();

        assertThat(object.required("n").wholeNumber()).isEqualTo(12);
        assertThat(object.required("t").bool()).isTrue();
        var element = object.required("a").elements().get(1);
        assertThat(element.field()).isEqualTo("a[1]");
        var failure = catchThrowableOfType(
                MemoryException.class, () -> element.object().required("b").wholeNumber());
        assertThat(failure).hasMessage("a[1].b: 1.5 (expected: a whole number)");
    }

    @Test
    void shouldAcceptAByteOrderMark() {
        assertThat(JsonSlice.parse("body", utf8("\ufeff{\"a\":1}"))
                        .object()
                        .required("a")
                        .raw())
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "{]", "tru", "{\"a\":1,}", "1 2", "'a'", "{\"a\":1,\"a\":1}", "[1e]", "\"\n\""})
    void shouldRefuseWhatIsNotOneJsonValue(String text) {
        var failure = catchThrowableOfType(MemoryException.class, () -> JsonSlice.parse("body", utf8(text)));

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_ARGUMENT);
        assertThat(failure.field()).isEqualTo("body");
    }

    @Test
    void shouldRefuseOtherEncodings() {
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16)) {
            assertThat(catchThrowableOfType(
                            MemoryException.class, () -> JsonSlice.parse("body", "{\"a\":1}".getBytes(charset))))
                    .hasMessageContaining("UTF-8");
        }
    }

    @Test
    void shouldBoundTheDepthAndNothingElse() {
        var deep = catchThrowableOfType(
                MemoryException.class, () -> JsonSlice.parse("body", utf8("[".repeat(513) + "]".repeat(513))));
        assertThat(deep.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
        JsonSlice.parse("body", utf8("[".repeat(512) + "]".repeat(512)));
        JsonSlice.parse("body", utf8("9".repeat(2_000_000)));
        JsonSlice.parse("body", utf8("\"" + "s".repeat(30_000_000) + "\""));
        JsonSlice.parse("body", utf8("{\"" + "n".repeat(1_000_000) + "\":1}"));
    }

    @Test
    void writer_hostileText_readsBackEqual() {
        var text = "\u0000\u001f\"\\/\n\r\té😀\u2028";
        var written = new JsonWriter()
                .beginObject()
                .name(text)
                .string(text)
                .endObject()
                .toBytes();

        var object = JsonSlice.parse("body", written).object();

        assertThat(object.required(text).string()).isEqualTo(text);
        assertThat(new JsonWriter().string("\ud800").toString()).isEqualTo("\"\\ud800\"");
    }

    @Test
    void writer_largeParts_joinToTheSameText() {
        var text = "a\"é\n".repeat(60_000);
        var bytes = utf8(text);
        var json = new JsonWriter().beginObject();
        json.name("text").utf8String(bytes);
        json.name("bytes").base64(bytes);
        json.name("raw").raw(utf8("[" + "1,".repeat(50_000) + "1]"));
        json.endObject();

        var parts = json.toParts();
        var joined = new ByteArrayOutputStream();
        parts.forEach(joined::writeBytes);
        assertThat(parts).hasSizeGreaterThan(3);
        assertThat(joined.toByteArray()).isEqualTo(json.toBytes());
        var object = JsonSlice.parse("body", joined.toByteArray()).object();
        assertThat(object.required("text").string()).isEqualTo(text);
        assertThat(Base64.getDecoder().decode(object.required("bytes").string()))
                .isEqualTo(bytes);
        assertThat(object.required("raw").elements()).hasSize(50_001);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\"\\/\b\f\n\r\t",
                "\u0000\u0001\u007f\u0080\u07ff\u0800\uffff",
                "é日本😀",
                "\\\\\"",
                "\u2028 end"
            })
    void utf8_anyText_isWhatAParserReads(String text) {
        var written = new JsonWriter().string(text).toBytes();
        assertThat(JsonSlice.parse("f", written).utf8()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        var escaped = new StringBuilder("[\"");
        text.chars().forEach(c -> escaped.append("\\u%04X".formatted(c)));
        var slice = JsonSlice.parse("f", escaped.append("\", 1]").toString().getBytes(StandardCharsets.UTF_8));
        assertThat(slice.elements().getFirst().utf8()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(slice.elements().getFirst().string()).isEqualTo(text);
        assertThat(slice.elements().getFirst().stream()).hasBinaryContent(text.getBytes(StandardCharsets.UTF_8));
        assertThat(JsonSlice.parse("f", written).string()).isEqualTo(text);
        assertThat(slice.elements()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00\\ud800", "a\\ud83dz", "\\ud83d\\u0041", "\\ud83d\\n"})
    void utf8_halfOfAPair_isRefused(String escapes) {
        var slice = JsonSlice.parse("f", ('"' + escapes + '"').getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(slice::utf8)
                .hasMessage("f: half of a surrogate pair (expected: text that UTF-8 can express)");
    }

    @Test
    void base64_plainAndEscaped_isDecoded() {
        var bytes = new byte[] {-1, -2, 63, 0};
        assertThat(JsonSlice.parse("f", "\"//4/AA==\"".getBytes(StandardCharsets.UTF_8))
                        .base64())
                .isEqualTo(bytes);
        assertThat(JsonSlice.parse("f", "\"\\/\\/4\\/\\u0041A==\"".getBytes(StandardCharsets.UTF_8))
                        .base64())
                .isEqualTo(bytes);
        assertThat(JsonSlice.parse("f", "\"\"".getBytes(StandardCharsets.UTF_8)).base64())
                .isEmpty();
        assertThatThrownBy(() -> JsonSlice.parse("f", "\"_w==\"".getBytes(StandardCharsets.UTF_8))
                        .base64())
                .hasMessageContaining("bytes in base64");
    }
}
