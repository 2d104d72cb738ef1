package io.claudeflow.swarm.operator.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.claudeflow.swarm.crd.v1alpha1.SwarmClusterSpec;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodedTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cacheSize\": \"lots\"}                  | spec.cacheSize",
                "{\"cacheSize\": 1, \"storageSize\": [1]}   | spec.storageSize",
                "{\"networkPolicy\": {\"enabled\": []}}     | spec.networkPolicy.enabled",
                "[]                                         | spec"
            })
    void shouldNameTheFieldThatDoesNotFit(String json, String field) throws JsonProcessingException {
        var decoded = Decoded.of(MAPPER.readTree(json), "spec", SwarmMemoryStoreSpec.class);

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Misfit.class, misfit -> {
            assertThat(misfit.field()).startsWith(field);
            assertThat(misfit.problem()).isNotBlank();
        });
    }

    @Test
    void shouldReadAnAbsentPartAsAnEmptyOneAndSkipUnknownFields() throws JsonProcessingException {
        assertThat(Decoded.of(null, "spec", SwarmMemoryStoreSpec.class)).isInstanceOf(Decoded.Fit.class);
        assertThat(Decoded.of(MAPPER.readTree("{\"ofTomorrow\": {\"a\": [1]}}"), "spec", SwarmClusterSpec.class))
                .isInstanceOf(Decoded.Fit.class);
    }
}
