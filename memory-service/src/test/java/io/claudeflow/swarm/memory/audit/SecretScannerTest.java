package io.claudeflow.swarm.memory.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.testing.Seeds;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretScannerTest {
    private static final String BASE64URL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /** Put together here, so that no scanner of this repository takes them for real ones. */
    private static String example(SecretKind kind) {
        return switch (kind) {
            case PRIVATE_KEY -> "-----BEGIN RSA PRIVATE" + " KEY-----\nMIIEow+/=\n-----END RSA PRIVATE" + " KEY-----";
            case AWS_ACCESS_KEY -> "AKI" + "AIOSFODNN7EXAMPLE";
            case GITHUB_TOKEN -> "gh" + "p_" + BASE64URL.substring(0, 36);
            case SLACK_TOKEN -> "xox" + "b-123456789012-abcdefABCDEF";
            case SLACK_WEBHOOK -> "https://hooks.slack" + ".com/services/T0000/B0000/" + BASE64URL.substring(0, 24);
            case GOOGLE_API_KEY -> "AI" + "za" + BASE64URL.substring(0, 35);
            case STRIPE_KEY -> "sk" + "_live_" + BASE64URL.substring(0, 24);
            case MODEL_API_KEY -> "s" + "k-" + BASE64URL.substring(0, 40);
            case JWT -> "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxMjM0NTY3ODkwIn0.abcDEF123-_abc";
            case URL_CREDENTIALS -> "postgres://app:s3cr3t" + "pw@db:5432/x";
            case ASSIGNMENT -> "pass" + "word=hunter22";
        };
    }

    @ParameterizedTest
    @EnumSource(SecretKind.class)
    void everyKind_isFoundWhereItIsAndGoneWhenMasked(SecretKind kind) {
        var text = "before " + example(kind) + " after";
        var found = SecretScanner.scan(text);
        assertThat(found).extracting(SecretFinding::kind).containsExactly(kind);
        var finding = found.getFirst();
        var secret = text.substring(finding.position(), finding.position() + finding.length());
        assertThat(example(kind)).contains(secret);
        assertThat(finding.toString())
                .doesNotContain(secret)
                .isEqualTo(kind.label() + " at position " + finding.position());
        var masked = SecretScanner.mask(text);
        assertThat(masked)
                .startsWith("before ")
                .endsWith(" after")
                .doesNotContain(secret)
                .contains("[REDACTED:");
        assertThat(SecretScanner.scan(masked)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"password\": \"hunter22\"}|{\"password\": \"[REDACTED:assignment]\"}",
                "{\"api_key\":\"abcdef123\",\"n\":1}|{\"api_key\":\"[REDACTED:assignment]\",\"n\":1}",
                "{\"note\":\"access-token: tok_12345 rest\"}|{\"note\":\"access-token: [REDACTED:assignment] rest\"}",
                "{\"s\":\"{\\\"secret\\\":\\\"abcdefg\\\"}\"}|{\"s\":\"{\\\"secret\\\":\\\"[REDACTED:assignment]\\\"}\"}"
            })
    void json_assignment_keepsItsForm(String json, String masked) {
        assertThat(SecretScanner.mask(json)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing here",
                "password=",
                "password: null, secret: true",
                "password=${DB_PASSWORD}",
                "password=<yours>",
                "the password is short: pw",
                "api_key: [REDACTED:assignment]",
                "https://example.org/path:with@sign",
                "eyJ is no token",
                "AKIA-but-not-a-key",
                "mask-token risk-free task_live"
            })
    void harmlessText_givesNothing(String text) {
        assertThat(SecretScanner.scan(text)).isEmpty();
        assertThat(SecretScanner.mask(text)).isEqualTo(text);
    }

    @Test
    void manySecrets_areCountedUpToTheBoundAndAllMasked() {
        var text = (example(SecretKind.AWS_ACCESS_KEY) + " ").repeat(500);
        assertThat(SecretScanner.scan(text)).hasSize(SecretScanner.MAX_FINDINGS);
        assertThat(SecretScanner.scan(SecretScanner.mask(text))).isEmpty();
    }

    static List<Long> seeds() {
        return Seeds.count(20);
    }

    /** Text made of what the patterns are made of: always an answer, findings apart, nothing left after masking. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void randomText_isMaskedCompletely(long seed) {
        var random = Seeds.random(seed);
        var text = random.ints(2_000)
                .mapToObj(i -> Seeds.pick(
                        random,
                        "password",
                        "secret",
                        "=",
                        ":",
                        "\"",
                        "\\",
                        " ",
                        "eyJ",
                        ".",
                        "-",
                        "://",
                        "@",
                        "AKIA",
                        "ABCDEFGH",
                        "sk-",
                        "ghp_",
                        "abcdefghijkl",
                        "-----BEGIN PRIVATE KEY-----"))
                .collect(Collectors.joining());
        int end = 0;
        for (var finding : SecretScanner.scan(text)) {
            assertThat(finding.position()).isGreaterThanOrEqualTo(end);
            end = finding.position() + finding.length();
        }
        var masked = text;
        for (int i = 0; i < 5 && !SecretScanner.scan(masked).isEmpty(); i++) {
            masked = SecretScanner.mask(masked);
        }
        assertThat(SecretScanner.scan(masked)).isEmpty();
    }
}
