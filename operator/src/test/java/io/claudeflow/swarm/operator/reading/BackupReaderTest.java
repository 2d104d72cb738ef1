package io.claudeflow.swarm.operator.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupReaderTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @ParameterizedTest
    @CsvSource({
        "Unknown, SecretNotFound, SecretNotFound",
        "Unknown, Running,",
        "Unknown, OfALaterVersion,",
        "'False', SecretNotFound,"
    })
    void shouldSayWhatOneThatHasNotEndedWaitsFor(String succeeded, String reason, String hindrance) {
        assertThat(read(succeeded, reason).hindrance().orElse(null)).isEqualTo(hindrance);
    }

    private static BackupRecord read(String succeeded, String reason) {
        return BackupReader.record(YAML.unmarshal("""
                metadata: {name: b, uid: u, creationTimestamp: '2026-11-21T10:00:00Z'}
                spec: {storeRef: {name: s}}
                status: {conditions: [{type: Succeeded, status: '%s', reason: %s, message: m,
                  lastTransitionTime: '2026-11-21T10:00:00Z'}]}
                """.formatted(succeeded, reason), BackupResource.class));
    }
}
