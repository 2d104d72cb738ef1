package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.contract.Contract;
import io.claudeflow.swarm.memory.contract.Field;
import io.claudeflow.swarm.memory.contract.Rpc;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The command of one operation of the contract: variables of the path are its parameters, other fields its options.
 * Their names and descriptions are those of the contract. JSON may be given as {@code @FILE}.
 */
final class ContractCommand extends ClientCommand {
    private final Rpc rpc;
    private @Nullable CommandSpec spec;

    private ContractCommand(CommandContext context, Rpc rpc) {
        super(context);
        this.rpc = rpc;
    }

    /** A command for each service, with a subcommand for each of its operations. */
    static List<CommandLine> groups(CommandContext context) {
        var groups = new TreeMap<String, CommandLine>();
        for (var rpc : Contract.load().rpcs()) {
            groups.computeIfAbsent(rpc.group(), name -> group(name, rpc.groupComment()))
                    .addSubcommand(new CommandLine(new ContractCommand(context, rpc).specification()));
        }
        return List.copyOf(groups.values());
    }

    private static CommandLine group(String name, String comment) {
        var spec = CommandSpec.create().name(name);
        spec.usageMessage().description(escaped(comment)).synopsisSubcommandLabel("COMMAND");
        return new CommandLine(spec);
    }

    private CommandSpec specification() {
        var made = CommandSpec.forAnnotatedObject(this).name(rpc.command());
        made.usageMessage().description(escaped(rpc.comment()));
        var variables = rpc.path().variables();
        for (var field : rpc.request().fields().values()) {
            var type = field.repeated() ? List.class : String.class;
            int place = variables.indexOf(field.name());
            if (place >= 0) {
                made.addPositional(PositionalParamSpec.builder()
                        .index(Integer.toString(place))
                        .paramLabel(label(field))
                        .type(String.class)
                        .description(escaped(field.comment()))
                        .build());
            } else {
                made.addOption(OptionSpec.builder(field.option())
                        .paramLabel(label(field))
                        .type(field.type() == Field.Type.BOOLEAN ? Boolean.class : type)
                        .auxiliaryTypes(String.class)
                        .arity(field.type() == Field.Type.BOOLEAN ? "0..1" : "1")
                        .fallbackValue(field.type() == Field.Type.BOOLEAN ? "true" : "")
                        .required(!field.optional())
                        .description(escaped(description(field)))
                        .build());
            }
        }
        spec = made;
        return made;
    }

    private static String escaped(String text) {
        return text.replace("%", "%%").replace("@|", "@ |");
    }

    private static String description(Field field) {
        return field.choices().isEmpty()
                ? field.comment()
                : (field.comment() + " One of " + String.join(", ", field.choices()) + ".").strip();
    }

    private static String label(Field field) {
        return switch (field.type()) {
            case STRING, BYTES, CHOICE -> field.name().toUpperCase(Locale.ROOT);
            case WHOLE_NUMBER, NUMBER -> "N";
            case BOOLEAN -> "BOOL";
            case INSTANT -> "TIME";
            case JSON, OBJECT, STRING_MAP -> "JSON";
        };
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var request = request();
        if (rpc.streaming()) {
            memory.stream(rpc, request, this::print);
        } else {
            print(memory.call(rpc, request));
        }
        return ExitCode.OK;
    }

    private void print(byte[] answer) {
        var object = forPeople(answer);
        if (object != null) {
            out().print(AnswerText.of(object));
        }
        out().flush();
    }

    private JsonObject request() {
        var given = spec;
        if (given == null) {
            throw new IllegalStateException("the command has no specification");
        }
        var json = new JsonWriter().beginObject();
        for (var parameter : given.args()) {
            var field = rpc.request().fields().get(fieldName(parameter));
            if (field != null && parameter.getValue() != null) {
                argument(json.name(field.name()), field, parameter.getValue());
            }
        }
        return JsonSlice.body(json.endObject().toBytes()).object();
    }

    private @Nullable String fieldName(CommandLine.Model.ArgSpec argument) {
        if (argument instanceof PositionalParamSpec positional) {
            return rpc.path().variables().get(positional.index().min());
        }
        Map<String, Field> fields = rpc.request().fields();
        var option = ((OptionSpec) argument).longestName();
        return fields.values().stream()
                .filter(field -> field.option().equals(option))
                .map(Field::name)
                .findFirst()
                .orElse(null);
    }

    private static void argument(JsonWriter json, Field field, Object value) {
        if (value instanceof List<?> values) {
            json.beginArray();
            values.forEach(element -> elements(json, field, element.toString()));
            json.endArray();
        } else {
            write(json, field, value.toString());
        }
    }

    /** A list of objects may also be given at once, as one JSON array. */
    private static void elements(JsonWriter json, Field field, String text) {
        if (field.type() == Field.Type.OBJECT) {
            var slice = parsed(field, text);
            (slice.type() == JsonSlice.Type.ARRAY ? slice.elements() : List.of(slice))
                    .forEach(element -> json.raw(element.bytes()));
        } else {
            write(json, field, text);
        }
    }

    private static void write(JsonWriter json, Field field, String text) {
        switch (field.type()) {
            case STRING, CHOICE, INSTANT, BYTES -> json.string(text);
            case WHOLE_NUMBER, NUMBER, BOOLEAN, JSON, OBJECT, STRING_MAP ->
                json.raw(parsed(field, text).bytes());
        }
    }

    private static JsonSlice parsed(Field field, String text) {
        var json = content(field, text);
        try {
            return JsonSlice.parse(field.option(), json);
        } catch (MemoryException e) {
            throw MemoryException.invalid(field.option(), text, field.type().words());
        }
    }

    /** {@code @FILE} stands for what is in the file, {@code @-} for standard input. */
    private static byte[] content(Field field, String text) {
        if (!text.startsWith("@")) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return text.equals("@-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(text.substring(1)));
        } catch (IOException | InvalidPathException e) {
            throw MemoryException.invalid(field.option(), text, "@ and a file that can be read: " + e.getMessage());
        }
    }
}
