package io.claudeflow.swarm.memory.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.claudeflow.swarm.memory.api.v1.Options;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes shapes of messages, each once. Thread-safe. */
final class Shapes {
    static final String TIMESTAMP = "google.protobuf.Timestamp";

    private final Map<String, Shape> made = new HashMap<>();
    private final Comments comments;

    Shapes(Comments comments) {
        this.comments = comments;
    }

    synchronized Shape of(Descriptor message) {
        var known = made.get(message.getFullName());
        if (known == null) {
            var fields = new LinkedHashMap<String, Field>();
            for (var field : message.getFields()) {
                fields.put(field.getJsonName(), field(field));
            }
            known = new Shape(message.getName(), fields);
            made.put(message.getFullName(), known);
        }
        return known;
    }

    private Field field(FieldDescriptor field) {
        var type = type(field);
        return new Field(
                field.getJsonName(),
                type,
                field.isRepeated() && !field.isMapField(),
                field.hasPresence() || field.isRepeated(),
                type == Field.Type.CHOICE ? choices(field) : List.of(),
                type == Field.Type.OBJECT ? () -> of(field.getMessageType()) : null,
                comments.of(field));
    }

    static Field.Type type(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT, LONG -> Field.Type.WHOLE_NUMBER;
            case FLOAT, DOUBLE -> Field.Type.NUMBER;
            case BOOLEAN -> Field.Type.BOOLEAN;
            case STRING -> field.getOptions().getExtension(Options.json) ? Field.Type.JSON : Field.Type.STRING;
            case BYTE_STRING -> Field.Type.BYTES;
            case ENUM -> Field.Type.CHOICE;
            case MESSAGE -> message(field);
        };
    }

    private static Field.Type message(FieldDescriptor field) {
        if (field.isMapField()) {
            return Field.Type.STRING_MAP;
        }
        return field.getMessageType().getFullName().equals(TIMESTAMP) ? Field.Type.INSTANT : Field.Type.OBJECT;
    }

    private static List<String> choices(FieldDescriptor field) {
        var type = field.getEnumType();
        return type.getValues().stream()
                .filter(value -> value.getNumber() != 0)
                .map(value -> ProtoNames.word(type.getName(), value.getName()))
                .toList();
    }
}
