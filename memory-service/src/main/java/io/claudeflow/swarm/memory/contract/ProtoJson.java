package io.claudeflow.swarm.memory.contract;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Messages as the JSON of the HTTP API, and back. Differs from protobuf's own mapping where the API does: 64-bit
 * numbers are numbers, enums are lower-case words, and a string that is marked as JSON is that JSON. Thread-safe.
 */
public final class ProtoJson {
    private ProtoJson() {}

    /** The JSON of a request; fields that are not set are left out. */
    public static byte[] write(Message message) {
        var json = new JsonWriter(256);
        write(json, message);
        return json.toBytes();
    }

    /**
     * The message of an answer. A member that the contract lacks is a defect.
     *
     * @throws IllegalStateException for an answer that does not fit the contract
     */
    public static DynamicMessage read(byte[] answer, Descriptor type) {
        return read(JsonSlice.parse("answer", answer).object(), type);
    }

    private static void write(JsonWriter json, Message message) {
        json.beginObject();
        for (var field : message.getDescriptorForType().getFields()) {
            if (field.isRepeated()
                    ? message.getRepeatedFieldCount(field) > 0
                    : !field.hasPresence() || message.hasField(field)) {
                json.name(field.getJsonName());
                write(json, message, field);
            }
        }
        json.endObject();
    }

    private static void write(JsonWriter json, Message message, FieldDescriptor field) {
        if (field.isMapField()) {
            json.beginObject();
            for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                var pair = (Message) message.getRepeatedField(field, i);
                var fields = pair.getDescriptorForType().getFields();
                json.name((String) pair.getField(fields.get(0))).string((String) pair.getField(fields.get(1)));
            }
            json.endObject();
        } else if (field.isRepeated()) {
            json.beginArray();
            for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                write(json, field, message.getRepeatedField(field, i), i);
            }
            json.endArray();
        } else {
            write(json, field, message.getField(field), -1);
        }
    }

    private static void write(JsonWriter json, FieldDescriptor field, Object value, int index) {
        switch (Shapes.type(field)) {
            case STRING -> json.string((String) value);
            case WHOLE_NUMBER -> json.number(((Number) value).longValue());
            case NUMBER -> json.raw(number(field, ((Number) value).doubleValue()));
            case BOOLEAN -> json.bool((Boolean) value);
            case BYTES -> json.base64(((ByteString) value).toByteArray());
            case CHOICE -> json.string(word(field, (EnumValueDescriptor) value));
            case INSTANT -> json.string(instant(field, (Message) value).toString());
            case JSON -> json.raw(checked(field, (String) value, index));
            case OBJECT, STRING_MAP -> write(json, (Message) value);
        }
    }

    /** What the caller says is JSON must be: it is put between other JSON. */
    private static byte[] checked(FieldDescriptor field, String text, int index) {
        var name = index < 0 ? field.getJsonName() : field.getJsonName() + "[" + index + "]";
        return JsonSlice.parse(name, text.getBytes(StandardCharsets.UTF_8)).bytes();
    }

    private static String number(FieldDescriptor field, double value) {
        if (!Double.isFinite(value)) {
            throw MemoryException.invalid(field.getJsonName(), value, "a finite number");
        }
        return Double.toString(value);
    }

    private static String word(FieldDescriptor field, EnumValueDescriptor value) {
        return value.getNumber() == 0 ? "" : ProtoNames.word(field.getEnumType().getName(), value.getName());
    }

    private static Instant instant(FieldDescriptor field, Message timestamp) {
        var parts = timestamp.getDescriptorForType();
        var seconds = (Long) timestamp.getField(parts.findFieldByName("seconds"));
        var nanos = (Integer) timestamp.getField(parts.findFieldByName("nanos"));
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException e) {
            throw MemoryException.invalid(field.getJsonName(), seconds + " s", "a moment within the years 1 to 9999");
        }
    }

    private static DynamicMessage read(JsonObject object, Descriptor type) {
        var message = DynamicMessage.newBuilder(type);
        for (var name : object.names()) {
            var field = type.getFields().stream()
                    .filter(candidate -> candidate.getJsonName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "the answer has " + name + ", which " + type.getFullName() + " lacks"));
            var slice = object.required(name);
            if (field.isMapField()) {
                readMap(message, field, slice.object());
            } else if (field.isRepeated()) {
                List<JsonSlice> elements = slice.isNull() ? List.of() : slice.elements();
                elements.forEach(element -> message.addRepeatedField(field, read(field, element)));
            } else if (!slice.isNull() || Shapes.type(field) == Field.Type.JSON) {
                message.setField(field, read(field, slice));
            }
        }
        return message.build();
    }

    private static void readMap(DynamicMessage.Builder message, FieldDescriptor field, JsonObject map) {
        var pair = field.getMessageType();
        for (var name : map.names()) {
            message.addRepeatedField(
                    field,
                    DynamicMessage.newBuilder(pair)
                            .setField(pair.getFields().get(0), name)
                            .setField(
                                    pair.getFields().get(1), map.required(name).string())
                            .build());
        }
    }

    private static Object read(FieldDescriptor field, JsonSlice slice) {
        return switch (Shapes.type(field)) {
            case STRING -> slice.string();
            case WHOLE_NUMBER ->
                field.getJavaType() == FieldDescriptor.JavaType.INT
                        ? (Object) Math.toIntExact(slice.wholeNumber())
                        : (Object) slice.wholeNumber();
            case NUMBER ->
                field.getJavaType() == FieldDescriptor.JavaType.FLOAT
                        ? (Object) (float) slice.number()
                        : (Object) slice.number();
            case BOOLEAN -> slice.bool();
            case BYTES -> ByteString.copyFrom(Base64.getDecoder().decode(slice.string()));
            case CHOICE -> choice(field.getEnumType(), slice.string());
            case INSTANT -> timestamp(field.getMessageType(), Instant.parse(slice.string()));
            case JSON -> slice.raw();
            case OBJECT, STRING_MAP -> read(slice.object(), field.getMessageType());
        };
    }

    private static EnumValueDescriptor choice(EnumDescriptor type, String word) {
        return type.getValues().stream()
                .filter(value ->
                        ProtoNames.word(type.getName(), value.getName()).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the answer has " + word + ", which " + type.getFullName() + " lacks"));
    }

    private static DynamicMessage timestamp(Descriptor type, Instant moment) {
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("seconds"), moment.getEpochSecond())
                .setField(type.findFieldByName("nanos"), moment.getNano())
                .build();
    }
}
