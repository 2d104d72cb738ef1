package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.contract.Rpc;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes a request for an operation of the contract as HTTP. */
final class ContractRequest {
    private ContractRequest() {}

    /** @param begin makes a request for a path with its query */
    static HttpRequest.Builder of(Rpc rpc, JsonObject members, Function<String, HttpRequest.Builder> begin) {
        var variables = rpc.path().variables();
        var path = rpc.path()
                .expand(variables.stream()
                        .map(name -> encode(text(members.required(name))))
                        .toList());
        var others = members.names().stream()
                .filter(name -> !variables.contains(name))
                .toList();
        if (!rpc.hasBody()) {
            var query = new ArrayList<String>();
            others.forEach(name ->
                    values(members.required(name)).forEach(value -> query.add(encode(name) + "=" + encode(value))));
            return begin.apply(query.isEmpty() ? path : path + "?" + String.join("&", query))
                    .method(rpc.verb(), HttpRequest.BodyPublishers.noBody());
        }
        var json = new JsonWriter().beginObject();
        others.forEach(name -> json.name(name).raw(members.required(name).raw()));
        return begin.apply(path)
                .header("Content-Type", "application/json")
                .method(
                        rpc.verb(),
                        HttpRequest.BodyPublishers.ofByteArray(json.endObject().toBytes()));
    }

    private static List<String> values(JsonSlice slice) {
        return slice.type() == JsonSlice.Type.ARRAY
                ? slice.elements().stream().map(ContractRequest::text).toList()
                : List.of(text(slice));
    }

    private static String text(JsonSlice slice) {
        return slice.type() == JsonSlice.Type.STRING ? slice.string() : slice.raw();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
