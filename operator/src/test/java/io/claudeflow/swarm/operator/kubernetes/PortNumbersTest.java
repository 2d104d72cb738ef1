package io.claudeflow.swarm.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortNumbersTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest(name = "{0} against {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'ports': [{'name': 'a', 'port': 1}]}       | {'ports': [{'name': 'a', 'port': 2}]}"
                        + "| [{'op': 'replace', 'path': '/ports/0/port', 'value': 1}]",
                "{'ports': [{'name': 'a', 'port': 1}]}       | {'ports': [{'name': 'b', 'port': 3}, {'name': 'a', 'port': 2}]}"
                        + "| [{'op': 'replace', 'path': '/ports/1/port', 'value': 1}]",
                "{'ports': [{'name': 'a', 'port': 1}]}       | {'ports': [{'name': 'a', 'port': 1}]} | []",
                "{'ports': [{'port': 1}]}                    | {'ports': [{'port': 2}]}              | []",
                "{'ports': [{'name': 'a', 'port': 1}]}       | {}                                    | []",
                "{'containers': [{'name': 'm', 'ports': [{'name': 'a', 'containerPort': 1}]}]}"
                        + "| {'containers': [{'name': 'm', 'ports': [{'name': 'a', 'containerPort': 2}]}]}"
                        + "| [{'op': 'replace', 'path': '/containers/0/ports/0/containerPort', 'value': 1}]",
            })
    void back_isThePatchOfWhatWasRenumbered(String wanted, String actual, String patch) {
        assertThat(PortNumbers.back(json(wanted), json(actual))).isEqualTo(json(patch));
    }

    private static JsonNode json(String singleQuoted) {
        try {
            return MAPPER.readTree(singleQuoted.replace('\'', '"'));
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(notJson);
        }
    }
}
