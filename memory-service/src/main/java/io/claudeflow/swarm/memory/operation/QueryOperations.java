package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.query.SqlAccess;
import io.claudeflow.swarm.memory.query.SqlParameters;
import io.claudeflow.swarm.memory.query.SqlQuery;
import io.claudeflow.swarm.memory.query.SqlResult;
import io.claudeflow.swarm.memory.query.SqlValue;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Set;

/** SQL for administrators. */
final class QueryOperations {
    private static final String BASE64 = "base64";
    private static final String VALUE = "null, a boolean, a number, a string, or {\"base64\": \"…\"} for a blob";

    private final SqlAccess sql;

    private QueryOperations(SqlAccess sql) {
        this.sql = sql;
    }

    static void addTo(Handlers handlers, SqlAccess sql) {
        var operations = new QueryOperations(sql);
        handlers.add("QueryService.Query", operations::query).add("QueryService.Execute", operations::execute);
    }

    private JsonWriter query(Arguments arguments) {
        return write(sql.query(new SqlQuery(
                arguments.text("sql"),
                arguments
                        .members()
                        .value("parameters")
                        .map(QueryOperations::parameters)
                        .orElse(SqlParameters.NONE),
                Duration.ofMillis(
                        arguments.wholeNumber("timeoutMillis", (int) SqlQuery.DEFAULT_TIMEOUT.toMillis(), 1, (int)
                                SqlQuery.MAX_TIMEOUT.toMillis())),
                arguments.wholeNumber("maxRows", SqlQuery.DEFAULT_ROWS, 1, SqlQuery.MAX_ROWS),
                arguments.wholeNumber("maxBytes", SqlQuery.DEFAULT_BYTES, SqlQuery.MIN_BYTES, SqlQuery.MAX_BYTES),
                arguments.optionalText("cursor"))));
    }

    private JsonWriter execute(Arguments arguments) {
        return write(sql.execute(arguments.text("sql")));
    }

    private static SqlParameters parameters(JsonSlice given) {
        if (given.size() > SqlParameters.MAX_BYTES) {
            throw MemoryException.limit(
                    "parameters", given.size() + " bytes", "at most " + SqlParameters.MAX_BYTES + " bytes");
        }
        return switch (given.type()) {
            case ARRAY ->
                new SqlParameters.Positional(
                        given.elements().stream().map(QueryOperations::value).toList());
            case OBJECT -> {
                var named = new LinkedHashMap<String, SqlValue>();
                var object = given.object();
                for (var name : object.names()) {
                    named.put(
                            name,
                            object.member(name).map(QueryOperations::value).orElseThrow());
                }
                yield new SqlParameters.Named(named);
            }
            default ->
                throw MemoryException.invalid("parameters", given.shown(), "an array of values, or an object of them");
        };
    }

    private static SqlValue value(JsonSlice slice) {
        return switch (slice.type()) {
            case NULL -> SqlValue.Null.VALUE;
            case BOOLEAN -> new SqlValue.Whole(slice.bool() ? 1 : 0);
            case WHOLE_NUMBER -> whole(slice);
            case NUMBER -> new SqlValue.Real(slice.number());
            case STRING -> new SqlValue.Text(slice.string());
            case OBJECT -> blob(slice);
            case ARRAY -> throw MemoryException.invalid(slice.field(), slice.shown(), VALUE);
        };
    }

    /** SQLite takes a whole number of more than 64 bits for a floating-point one, too. */
    private static SqlValue whole(JsonSlice slice) {
        try {
            return new SqlValue.Whole(Long.parseLong(slice.raw()));
        } catch (NumberFormatException e) {
            return new SqlValue.Real(Double.parseDouble(slice.raw()));
        }
    }

    private static SqlValue blob(JsonSlice slice) {
        try {
            var text = slice.object().allowOnly(Set.of(BASE64)).required(BASE64).string();
            return new SqlValue.Blob(Base64.getDecoder().decode(text));
        } catch (MemoryException | IllegalArgumentException e) {
            throw MemoryException.invalid(slice.field(), slice.shown(), VALUE);
        }
    }

    private static JsonWriter write(SqlResult result) {
        var json = new JsonWriter(4096).beginObject().name("columns").beginArray();
        for (var column : result.columns()) {
            json.beginObject()
                    .name("name")
                    .string(column.name())
                    .name("type")
                    .string(column.type())
                    .endObject();
        }
        json.endArray().name("rows").beginArray();
        for (var row : result.rows()) {
            json.beginArray();
            row.forEach(value -> write(json, value));
            json.endArray();
        }
        json.endArray();
        if (result.nextCursor() != null) {
            json.name("nextCursor").string(result.nextCursor());
        }
        return json.name("revision").string(result.revision().toString()).endObject();
    }

    private static void write(JsonWriter json, SqlValue value) {
        switch (value) {
            case SqlValue.Null _ -> json.nul();
            case SqlValue.Whole(long number) -> json.number(number);
            case SqlValue.Text(String text) -> json.string(text);
            case SqlValue.Blob blob ->
                json.beginObject().name(BASE64).base64(blob.bytes()).endObject();
            case SqlValue.Real(double number) -> {
                if (Double.isFinite(number)) {
                    json.number(number);
                } else {
                    json.beginObject()
                            .name("real")
                            .string(Double.toString(number))
                            .endObject();
                }
            }
        }
    }
}
