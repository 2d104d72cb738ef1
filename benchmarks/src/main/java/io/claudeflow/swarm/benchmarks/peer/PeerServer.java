package io.claudeflow.swarm.benchmarks.peer;

import io.claudeflow.swarm.benchmarks.process.ChildProcess;
import java.util.List;

/** A running server and the ways to reach it. The run's cleanup stops its process. */
public interface PeerServer {
    String name();

    /** Version as the server itself tells it. */
    String version();

    /** The settings that decide what its numbers mean: durability first. */
    String settings();

    /** The process, for what it and its children consume. */
    ChildProcess process();

    /** The rows this server fills. */
    List<Peer> peers();
}
