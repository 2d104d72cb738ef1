package io.claudeflow.swarm.memory.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SIGNS = "aZ0 \"\\\n\r\t\b\u0001\u007f\u0080éß漢\uD83D\uDE00/<>&'";

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void string_anyText_readsBackAsItWas(long seed) throws JsonProcessingException {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                int place = SIGNS.offsetByCodePoints(0, random.nextInt(SIGNS.codePointCount(0, SIGNS.length())));
                text.appendCodePoint(SIGNS.codePointAt(place));
            }
            var json = new JsonWriter(random.nextInt(8))
                    .beginObject()
                    .name(text.toString())
                    .string(text.toString())
                    .name("utf8")
                    .utf8String(text.toString().getBytes(StandardCharsets.UTF_8))
                    .endObject();
            var read = MAPPER.readTree(json.toString());
            assertThat(read.get(text.toString()).textValue()).isEqualTo(text.toString());
            assertThat(read.get("utf8").textValue()).isEqualTo(text.toString());
        }
    }

    @Test
    void string_halfOfASurrogatePair_isEscaped() throws JsonProcessingException {
        var json = new JsonWriter().string("a\uD83Db\uDE00").toString();
        assertThat(json).isEqualTo("\"a\\ud83db\\ude00\"");
        assertThat(MAPPER.readTree(json).textValue()).isEqualTo("a\uD83Db\uDE00");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void instant_anyMoment_isRfc3339WithMilliseconds(long seed) {
        var format = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            var moment = Instant.ofEpochMilli(random.nextLong(-62_000_000_000_000L, 250_000_000_000_000L));
            assertThat(new JsonWriter().instant(moment).toString()).isEqualTo('"' + format.format(moment) + '"');
        }
        assertThat(new JsonWriter().instant(null).toString()).isEqualTo("null");
        assertThat(new JsonWriter()
                        .instant(Instant.parse("+12345-01-02T03:04:05Z"))
                        .toString())
                .isEqualTo("\"+12345-01-02T03:04:05Z\"");
    }

    @Test
    void toParts_largeValues_areTheSameText() throws JsonProcessingException {
        var large = "\"" + "x".repeat(200_000) + "\"";
        var json =
                new JsonWriter().beginArray().string("a").raw(large).string("b").endArray();
        var joined = new StringBuilder();
        json.toParts().forEach(part -> joined.append(new String(part, StandardCharsets.UTF_8)));
        assertThat(joined.toString()).isEqualTo("[\"a\"," + large + ",\"b\"]");
        assertThat(MAPPER.readTree(joined.toString())).hasSize(3);
    }
}
