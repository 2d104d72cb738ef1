package io.claudeflow.swarm.benchmarks.load;

import io.claudeflow.swarm.benchmarks.peer.Peer;
import io.claudeflow.swarm.benchmarks.peer.PeerClient;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.peer.PeerServer;
import io.claudeflow.swarm.benchmarks.process.ChildProcess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A peer in memory that can be told to misbehave; its process is whatever the test started. */
final class MapPeer implements Peer, PeerServer {
    private final ChildProcess process;
    private final Map<String, byte[]> values = new ConcurrentHashMap<>();
    private final AtomicLong puts = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean refusing;
    private volatile boolean forgetting;

    MapPeer(ChildProcess process) {
        this.process = process;
    }

    /** From now on every write is refused. */
    void refuse() {
        refusing = true;
    }

    /** From now on every write is acknowledged and dropped. */
    void forget() {
        forgetting = true;
    }

    Map<String, byte[]> values() {
        return values;
    }

    long puts() {
        return puts.get();
    }

    int open() {
        return open.get();
    }

    @Override
    public PeerClient connect() {
        open.incrementAndGet();
        return new PeerClient() {
            @Override
            public void put(String key, byte[] value) throws PeerException {
                if (refusing) {
                    throw PeerException.refused("the disk is full");
                }
                puts.incrementAndGet();
                if (!forgetting) {
                    values.put(key, value.clone());
                }
            }

            @Override
            public byte @Nullable [] get(String key) {
                return values.get(key);
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    @Override
    public String name() {
        return "map";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public String settings() {
        return "none";
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public List<Peer> peers() {
        return List.of(this);
    }

    @Override
    public PeerServer server() {
        return this;
    }
}
