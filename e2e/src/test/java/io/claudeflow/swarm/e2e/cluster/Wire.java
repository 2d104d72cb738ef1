package io.claudeflow.swarm.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire to a port of this machine that can be cut: bytes both ways, nothing of them understood. Thread-safe. */
public final class Wire implements AutoCloseable {
    private final ServerSocket entrance;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean down;

    /** @param target the port it leads to */
    public Wire(int target) {
        this.target = target;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** The port at this end. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** Ends every connection; new ones are taken. */
    public void cut() {
        open.forEach(Wire::end);
    }

    /** Ends every connection and takes no new ones. */
    public void takeDown() {
        down = true;
        cut();
    }

    /** Takes connections again. */
    public void bringUp() {
        down = false;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                connect(entrance.accept());
            } catch (IOException closedOrRefused) {
                // The next one may work; a closed entrance ends the loop.
            }
        }
    }

    private void connect(Socket here) throws IOException {
        if (down) {
            here.close();
            return;
        }
        open.add(here);
        try {
            var there = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(there);
            Thread.ofVirtual().start(() -> copy(here, there));
            Thread.ofVirtual().start(() -> copy(there, here));
        } catch (IOException refused) {
            end(here);
            throw refused;
        }
        if (down) {
            cut();
        }
    }

    private void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // Both ends are closed below.
        } finally {
            end(from);
            end(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // That is what was wanted.
        }
    }

    @Override
    public void close() {
        end(entrance);
        cut();
    }

    private static void end(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // That is what was wanted.
        }
    }
}
