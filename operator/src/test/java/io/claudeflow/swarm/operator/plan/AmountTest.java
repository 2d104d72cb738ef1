package io.claudeflow.swarm.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "1024Mi, 1Gi",
        "1Gi, 1Gi",
        "1536Mi, 1536Mi",
        "1.5Gi, 1536Mi",
        "0.5Gi, 512Mi",
        "1000M, 1G",
        "1G, 1G",
        "10240000k, 10240M",
        "2147483648, 2147483648",
        "1000, 1k",
        "0, 0",
        "1500m, 2"
    })
    void ofBytes_anySpelling_isTheCanonicalOne(String spelling, String canonical) {
        assertThat(Amount.ofBytes(new Quantity(spelling))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "10Gi, 512Mi, 10752Mi",
        "512Mi, 512Mi, 1Gi",
        "1Gi, 1000, 1073742824",
        "1G, 500M, 1500M",
        "1073741824, 1Gi, 2147483648",
        "1000, 1Mi, 1049576",
    })
    void sum_ofTwo_isCanonicalInTheFamilyOfTheFirst(String one, String other, String sum) {
        assertThat(Amount.sum(one, other)).isEqualTo(sum);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 500m", "500m, 500m", "1000m, 1", "2, 2", "0.1, 100m", "1.25, 1250m"})
    void ofCores_anySpelling_isTheCanonicalOne(String spelling, String canonical) {
        assertThat(Amount.ofCores(new Quantity(spelling))).isEqualTo(canonical);
    }
}
