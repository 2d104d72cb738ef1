package io.claudeflow.swarm.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PodDiagnosisTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubles")
    void shouldSayInTheKubeletsWordsWhyThePodIsNotReady(String name, String status, Reason reason, String message) {
        var pod = YAML.unmarshal("metadata: {name: s-0}\nstatus: " + status, Pod.class);

        var finding = PodDiagnosis.of(pod);

        assertThat(finding.holds()).isFalse();
        assertThat(finding.reason()).isEqualTo(reason);
        assertThat(finding.message()).isEqualTo(message);
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of("nothing known", "{}", Reason.STARTING, "Pod s-0 is starting."),
                Arguments.of(
                        "no node",
                        "{conditions: [{type: PodScheduled, status: 'False', message: 0/1 nodes are available.}]}",
                        Reason.POD_UNSCHEDULABLE,
                        "Pod s-0 finds no node: 0/1 nodes are available."),
                Arguments.of(
                        "being created",
                        "{containerStatuses: [{name: memory, state: {waiting: {reason: ContainerCreating}}}]}",
                        Reason.STARTING,
                        "Pod s-0 is starting."),
                Arguments.of(
                        "image missing",
                        "{initContainerStatuses: [{name: init-db, image: 'x:1', state: {waiting: {reason: ErrImagePull,"
                                + " message: not found}}}]}",
                        Reason.IMAGE_UNAVAILABLE,
                        "Pod s-0, container init-db: ErrImagePull for image x:1: not found"),
                Arguments.of(
                        "init failed",
                        "{initContainerStatuses: [{name: init-db, state: {waiting: {reason: CrashLoopBackOff}},"
                                + " lastState: {terminated: {exitCode: 3, message: the file is damaged}}}]}",
                        Reason.INIT_FAILED,
                        "Pod s-0, container init-db ended with code 3: the file is damaged"),
                Arguments.of(
                        "init done, main starts",
                        "{initContainerStatuses: [{name: init-db, ready: true, state: {terminated: {exitCode: 0}}}],"
                                + " containerStatuses: [{name: memory, state: {running: {}}}]}",
                        Reason.STARTING,
                        "Pod s-0 is starting."),
                Arguments.of(
                        "out of memory",
                        "{containerStatuses: [{name: memory, state: {running: {}}, lastState: {terminated: {exitCode:"
                                + " 137, reason: OOMKilled}}}]}",
                        Reason.CONTAINER_FAILING,
                        "Pod s-0, container memory was killed: it used more memory than its limit: it left no message"),
                Arguments.of(
                        "a file system without locks",
                        "{initContainerStatuses: [{name: init-db, state: {waiting: {reason: CrashLoopBackOff}},"
                                + " lastState: {terminated: {exitCode: 1, message: '/data/memory/swarm-memory.db lies"
                                + " on a network file system (nfs4)'}}}]}",
                        Reason.FILE_SYSTEM_UNFIT,
                        "Pod s-0, container init-db ended with code 1: /data/memory/swarm-memory.db lies on a network"
                                + " file system (nfs4)"),
                Arguments.of(
                        "a full disk",
                        "{containerStatuses: [{name: memory, state: {waiting: {reason: CrashLoopBackOff}}, lastState:"
                                + " {terminated: {exitCode: 1, message: 'no space left for the database; nothing was"
                                + " written'}}}]}",
                        Reason.DISK_FULL,
                        "Pod s-0, container memory ended with code 1: no space left for the database; nothing was"
                                + " written"),
                Arguments.of(
                        "configuration error",
                        "{containerStatuses: [{name: memory, state: {waiting: {reason: CreateContainerConfigError,"
                                + " message: secret missing}}}]}",
                        Reason.CONTAINER_FAILING,
                        "Pod s-0, container memory: CreateContainerConfigError: secret missing"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void shouldNeverCallSuchAPodReady(String name, String status, Reason reason, String message) {
        assertThat(PodDiagnosis.isReady(YAML.unmarshal("metadata: {name: s-0}\nstatus: " + status, Pod.class)))
                .isFalse();
    }
}
