package io.claudeflow.swarm.memory.lock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who waits for whom: an owner waits for those whose locks stand in its way and for those who queue before it with a
 * request that does. A circle means that none of them can go on. An owner counts as one line of work: one that waits in
 * one thread and would release in another is taken for stuck.
 */
final class WaitGraph {
    private final List<LockWait> waits;
    private final Map<String, Set<String>> waitsFor = new LinkedHashMap<>();

    /**
     * A circle.
     *
     * @param owners from the youngest wait's owner back to itself
     */
    record Cycle(List<String> owners, LockWait youngest) {}

    WaitGraph(LockTable table, List<LockWait> waits) {
        this.waits = waits;
        for (int i = 0; i < waits.size(); i++) {
            var request = waits.get(i).request();
            var targets = waitsFor.computeIfAbsent(request.owner(), _ -> new LinkedHashSet<>());
            table.blockers(request).forEach(lock -> targets.add(lock.owner()));
            boolean upgrade = table.find(request.key(), lock -> lock.owner().equals(request.owner())) != null;
            for (int earlier = 0; !upgrade && earlier < i; earlier++) {
                if (waits.get(earlier).blocks(request)) {
                    targets.add(waits.get(earlier).request().owner());
                }
            }
        }
    }

    /** The circle that the youngest wait of all circles closes. */
    Optional<Cycle> cycle() {
        return waits.stream()
                .sorted(Comparator.comparingLong(LockWait::ticket).reversed())
                .flatMap(wait -> pathBack(wait).stream().map(owners -> new Cycle(owners, wait)))
                .findFirst();
    }

    private Optional<List<String>> pathBack(LockWait wait) {
        var path = new ArrayList<String>();
        var owner = wait.request().owner();
        path.add(owner);
        return search(owner, owner, path, new HashSet<>()) ? Optional.of(path) : Optional.empty();
    }

    private boolean search(String from, String goal, List<String> path, Set<String> visited) {
        for (var next : waitsFor.getOrDefault(from, Set.of())) {
            if (next.equals(goal)) {
                path.add(goal);
                return true;
            }
            if (visited.add(next)) {
                path.add(next);
                if (search(next, goal, path, visited)) {
                    return true;
                }
                path.removeLast();
            }
        }
        return false;
    }
}
