package io.claudeflow.swarm.memory.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Decides by the first line of a connection who serves it. */
abstract class FirstLineSelector implements ServerConnectionSelector {
    /** Whether this one does. The line ends before its line feed. */
    abstract boolean isMine(String firstLine);

    @Override
    public final int bytesToIdentifyConnection() {
        return 0;
    }

    @Override
    public final Support supports(BufferData data) {
        int end = data.indexOf((byte) '\n');
        if (end < 0) {
            return Support.UNKNOWN;
        }
        return isMine(line(data, end)) ? Support.SUPPORTED : Support.UNSUPPORTED;
    }

    @Override
    public final Set<String> supportedApplicationProtocols() {
        return Set.of();
    }

    static String line(BufferData data, int length) {
        return data.readString(length, StandardCharsets.ISO_8859_1);
    }
}
