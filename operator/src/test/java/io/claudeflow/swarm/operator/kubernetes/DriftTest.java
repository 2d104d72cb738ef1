package io.claudeflow.swarm.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest(name = "{0} against {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a': 1}                                          | {'a': 1, 'b': 2}",
                "{'spec': {}}                                      | {}",
                "{'list': []}                                      | {}",
                "{'port': 8080}                                    | {'port': '8080'}",
                "{'requests': {'storage': '1024Mi'}}               | {'requests': {'storage': '1Gi'}}",
                "{'limits': {'cpu': '0.5'}}                        | {'limits': {'cpu': '500m'}}",
                "{'env': [{'name': 'A', 'value': '1'}]}            | {'env': [{'name': 'B'}, {'name': 'A', 'value': '1'}]}",
                "{'spec': {'ports': [{'port': 1}]}}                | {'spec': {'ports': [{'port': 2}, {'port': 1}]}}",
                "{'ports': [{'containerPort': 1}]}                 | {'ports': [{'containerPort': 2}, {'containerPort': 1}]}",
                "{'ownerReferences': [{'uid': 'x'}]}               | {'ownerReferences': [{'uid': 'y'}, {'uid': 'x'}]}",
                "{'command': ['a', 'b']}                           | {'command': ['a', 'b']}",
                "{'podSelector': {}}                               | {'podSelector': {'matchExpressions': []}}"
            })
    void between_objectThatHasEverythingWanted_isEmpty(String wanted, String actual) {
        assertThat(Drift.between(json(wanted), json(actual))).isEmpty();
    }

    @ParameterizedTest(name = "{0} against {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a': 1}                                          | {'a': 2}                                     | .a",
                "{'a': 1}                                          | {}                                           | .a",
                "{'a': false}                                      | {'a': true}                                  | .a",
                "{'a': false}                                      | {}                                           | .a",
                "{'m': {'k': 'v'}}                                 | {'m': {'k': 'w'}}                            | .m.k",
                "{'requests': {'storage': '2Gi'}}                  | {'requests': {'storage': '1Gi'}}             | .requests.storage",
                "{'env': [{'name': 'A', 'value': '1'}]}            | {'env': [{'name': 'A', 'value': '2'}]}       | .env[A].value",
                "{'env': [{'name': 'A'}]}                          | {'env': [{'name': 'B'}]}                     | .env[A]",
                "{'command': ['a', 'b']}                           | {'command': ['b', 'a']}                      | .command[0]",
                "{'command': ['a']}                                | {'command': ['a', 'b']}                      | .command",
                "{'ingress': [{'ports': [{'port': 1}]}]}           | {'ingress': [{'ports': [{'port': 1}, {}]}]}  | .ingress[0].ports",
                "{'a': {'b': 1}}                                   | {'a': 1}                                     | .a",
                "{'selector': {'a': 'b'}}                          | {'selector': {'a': 'b', 'c': 'd'}}           | .selector.c",
                "{'podSelector': {}}                               | {'podSelector': {'matchLabels': {'a': 'b'}}} | .podSelector.matchLabels"
            })
    void between_objectThatLacksSomething_isItsPath(String wanted, String actual, String path) {
        assertThat(Drift.between(json(wanted), json(actual))).contains(path);
    }

    private static JsonNode json(String singleQuoted) {
        try {
            return MAPPER.readTree(singleQuoted.replace('\'', '"'));
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(notJson);
        }
    }
}
