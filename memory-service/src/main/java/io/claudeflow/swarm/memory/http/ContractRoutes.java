package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.contract.Contract;
import io.claudeflow.swarm.memory.contract.Rpc;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the operation of the contract that a method and an undecoded path mean. Immutable, thread-safe. */
final class ContractRoutes {
    private final List<Rpc> byLiterals;

    ContractRoutes(Contract contract) {
        byLiterals = contract.rpcs().stream()
                .sorted(Comparator.comparingInt(ContractRoutes::variables).thenComparing(Rpc::name))
                .toList();
    }

    /**
     * The operation and the values of the path's variables, decoded.
     *
     * @param variables by name
     */
    record Found(Rpc rpc, Map<String, String> variables) {}

    /** The most literal operation with this path and method. */
    Optional<Found> find(String method, String rawPath) {
        var verb = method.equals("HEAD") ? "GET" : method;
        for (var rpc : byLiterals) {
            var match = rpc.verb().equals(verb) ? rpc.path().match(rawPath) : Optional.<Map<String, String>>empty();
            if (match.isPresent()) {
                return Optional.of(new Found(rpc, decoded(match.get())));
            }
        }
        return Optional.empty();
    }

    /** The methods that this path has, empty when there is no such path. */
    List<String> allowed(String rawPath) {
        var methods = new TreeSet<String>();
        for (var rpc : byLiterals) {
            if (rpc.path().match(rawPath).isPresent()) {
                methods.add(rpc.verb());
                if (rpc.verb().equals("GET")) {
                    methods.add("HEAD");
                }
            }
        }
        return List.copyOf(methods);
    }

    private static int variables(Rpc rpc) {
        return rpc.path().variables().size();
    }

    private static Map<String, String> decoded(Map<String, String> raw) {
        var decoded = new LinkedHashMap<String, String>();
        raw.forEach((name, value) -> decoded.put(name, PercentEncoding.decodePath(name, value)));
        return decoded;
    }
}
