package io.claudeflow.swarm.e2e.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** What the operator was allowed to do and did, on all control planes of this run of the tests. Thread-safe. */
public final class RightsUsed {
    private static final Set<String> USED = new ConcurrentSkipListSet<>();
    private static final AtomicInteger PLANES = new AtomicInteger();

    private RightsUsed() {}

    /** Adds what an audit log holds. */
    static void note(Path auditLog) {
        if (!Files.exists(auditLog)) {
            return;
        }
        PLANES.incrementAndGet();
        new AuditLog(auditLog)
                .requests().stream()
                        .filter(request -> request.code() < 400 || request.code() == 404 || request.code() == 409)
                        .forEach(request -> {
                            var right = request.group() + " " + request.resource() + " ";
                            USED.add(right + request.verb());
                            if (request.verb().equals("patch") && request.code() == 201) {
                                // An apply that makes the object needs both rights.
                                USED.add(right + "create");
                            }
                        });
    }

    /** Lines of group, resource with subresource, verb. */
    public static Set<String> all() {
        return new TreeSet<>(USED);
    }

    /** On how many control planes. */
    public static int planes() {
        return PLANES.get();
    }
}
