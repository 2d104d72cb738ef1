package io.claudeflow.swarm.benchmarks.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

class WatchMethodTest {
    private final WatchMethod method = WatchMethod.load();

    @Test
    void descriptor_isTheStreamOfTheContract() {
        MethodDescriptor<DynamicMessage, DynamicMessage> descriptor = method.descriptor();
        assertThat(descriptor.getFullMethodName()).isEqualTo("swarm.memory.v1.WatchService/Watch");
        assertThat(descriptor.getType()).isEqualTo(MethodDescriptor.MethodType.SERVER_STREAMING);
    }

    @Test
    void request_asksForTheEntriesOfTheNamespace() {
        assertThat(method.request("n").toString()).contains("namespace: \"n\"", "tables: \"memory_store\"");
    }

    /** Field 1 is the type, field 7 the key, field 11 the reason, as watch.proto says. */
    @Test
    void event_isReadByItsFields() {
        byte[] wire = {0x08, 3, 0x3a, 2, 'k', '1', 0x5a, 1, 'r'};
        DynamicMessage event = method.descriptor().parseResponse(new ByteArrayInputStream(wire));
        assertThat(method.type(event)).isEqualTo("MEMORY_UPDATED");
        assertThat(method.key(event)).isEqualTo("k1");
        assertThat(method.reason(event)).isEqualTo("r");
    }
}
