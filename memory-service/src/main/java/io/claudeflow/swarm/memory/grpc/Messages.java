package io.claudeflow.swarm.memory.grpc;

import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import io.claudeflow.swarm.memory.api.v1.DeleteRequest;
import io.claudeflow.swarm.memory.api.v1.DeleteResponse;
import io.claudeflow.swarm.memory.api.v1.Encoding;
import io.claudeflow.swarm.memory.api.v1.ListRequest;
import io.claudeflow.swarm.memory.api.v1.PutRequest;
import io.claudeflow.swarm.memory.api.v1.PutResponse;
import io.claudeflow.swarm.memory.api.v1.Value;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryHistory;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.Preconditions;
import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.Envelope;
import io.claudeflow.swarm.memory.json.JsonSlice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Between messages and the domain. Stateless. */
final class Messages {
    private static final String IF_MATCH = "if_match";
    private static final String IF_NONE_MATCH = "if_none_match";
    /** The bounds that {@code google.protobuf.Timestamp} sets itself. */
    private static final long FIRST_SECOND = -62_135_596_800L;

    private static final long LAST_SECOND = 253_402_300_799L;

    private Messages() {}

    static EntryKey key(String swarm, String namespace, String key) {
        return new EntryKey(swarm, namespace.isEmpty() ? EntryKey.DEFAULT_NAMESPACE : namespace, key);
    }

    static EntryOperation.Put put(String swarm, PutRequest request) {
        return new EntryOperation.Put(
                key(swarm, request.getNamespace(), request.getKey()),
                value(request.getValue()),
                ttl(request),
                Tags.of(request.getTagsList()),
                metadata(request.getMetadata()),
                Preconditions.of(
                        IF_MATCH, request.getIfMatchList(),
                        IF_NONE_MATCH, request.getIfNoneMatchList()),
                EntryHistory.between(
                        request.hasCreatedAt() ? moment("created_at", request.getCreatedAt()) : null,
                        request.hasUpdatedAt() ? moment("updated_at", request.getUpdatedAt()) : null));
    }

    static EntryOperation.Delete delete(String swarm, DeleteRequest request) {
        return new EntryOperation.Delete(
                key(swarm, request.getNamespace(), request.getKey()),
                Preconditions.of(IF_MATCH, request.getIfMatchList(), IF_NONE_MATCH, List.of()));
    }

    static EntryQuery query(String swarm, ListRequest request) {
        return new EntryQuery(
                swarm,
                request.getNamespace().isEmpty() ? null : request.getNamespace(),
                request.getPattern().isEmpty() ? null : new Glob(request.getPattern()),
                Tags.of(request.getTagsList()),
                switch (request.getTagMode()) {
                    case TAG_MODE_UNSPECIFIED, TAG_MODE_ANY -> TagMode.ANY;
                    case TAG_MODE_ALL -> TagMode.ALL;
                    case UNRECOGNIZED ->
                        throw MemoryException.invalid("tag_mode", request.getTagModeValue(), "a TagMode");
                },
                switch (request.getSort()) {
                    case SORT_UNSPECIFIED, SORT_KEY -> EntryQuery.Sort.KEY;
                    case SORT_CREATED_AT -> EntryQuery.Sort.CREATED_AT;
                    case SORT_UPDATED_AT -> EntryQuery.Sort.UPDATED_AT;
                    case SORT_ACCESSED_AT -> EntryQuery.Sort.ACCESSED_AT;
                    case SORT_ACCESS_COUNT -> EntryQuery.Sort.ACCESS_COUNT;
                    case SORT_SIZE -> EntryQuery.Sort.SIZE;
                    case UNRECOGNIZED -> throw MemoryException.invalid("sort", request.getSortValue(), "a Sort");
                },
                request.getDescending(),
                request.getLimit() == 0 ? EntryQuery.DEFAULT_LIMIT : request.getLimit(),
                request.getCursor().isEmpty() ? null : request.getCursor(),
                request.getValues());
    }

    static io.claudeflow.swarm.memory.api.v1.Entry entry(Entry entry) {
        var message = io.claudeflow.swarm.memory.api.v1.Entry.newBuilder()
                .setNamespace(entry.key().namespace())
                .setKey(entry.key().key())
                .setEncoding(encoding(entry.encoding()))
                .addAllTags(entry.tags().names())
                .setMetadata(entry.metadata())
                .setVersion(entry.version())
                .setEtag(entry.revision().toString())
                .setCreatedAt(timestamp(entry.createdAt()))
                .setUpdatedAt(timestamp(entry.updatedAt()))
                .setAccessCount(entry.accessCount())
                .setValueBytes(entry.valueBytes())
                .setStoredBytes(entry.storedBytes());
        var value = entry.value();
        if (value != null) {
            message.setValue(value(value));
        }
        var expiresAt = entry.expiresAt();
        if (expiresAt != null) {
            message.setExpiresAt(timestamp(expiresAt));
        }
        var accessedAt = entry.accessedAt();
        if (accessedAt != null) {
            message.setAccessedAt(timestamp(accessedAt));
        }
        return message.build();
    }

    static PutResponse stored(OperationResult.Stored stored) {
        var message = PutResponse.newBuilder()
                .setEtag(stored.revision().toString())
                .setVersion(stored.version())
                .setCreated(stored.created())
                .setCreatedAt(timestamp(stored.createdAt()))
                .setUpdatedAt(timestamp(stored.updatedAt()))
                .setStoredBytes(stored.storedBytes());
        var expiresAt = stored.expiresAt();
        if (expiresAt != null) {
            message.setExpiresAt(timestamp(expiresAt));
        }
        return message.build();
    }

    static DeleteResponse deleted(OperationResult.Deleted deleted) {
        return DeleteResponse.newBuilder()
                .setDeleted(deleted.found())
                .setRevision(deleted.revision().toString())
                .build();
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    static com.google.protobuf.Duration duration(java.time.Duration duration) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.toSeconds())
                .setNanos(duration.toNanosPart())
                .build();
    }

    private static Ttl ttl(PutRequest request) {
        if (request.hasExpiresAt()) {
            var moment = moment("expires_at", request.getExpiresAt());
            if (request.hasTtlSeconds()) {
                throw MemoryException.invalid("expires_at", moment, "only one of ttl_seconds and expires_at");
            }
            return new Ttl.Until(moment);
        }
        if (!request.hasTtlSeconds()) {
            return Ttl.BY_POLICY;
        }
        return request.getTtlSeconds() == 0 ? Ttl.PERMANENT : new Ttl.Seconds(request.getTtlSeconds());
    }

    private static Instant moment(String field, Timestamp given) {
        long seconds = given.getSeconds();
        int nanos = given.getNanos();
        if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos > 999_999_999) {
            throw MemoryException.invalid(
                    field, seconds + " s " + nanos + " ns", "a moment of the years 1 to 9999, with 0 to 999999999 ns");
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static EntryValue value(Value value) {
        return switch (value.getKindCase()) {
            case JSON ->
                EntryValue.of(
                        EntryValue.Encoding.JSON,
                        JsonSlice.parse("value.json", value.getJson().getBytes(StandardCharsets.UTF_8))
                                .bytes());
            case TEXT -> EntryValue.text(value.getText());
            case BINARY -> EntryValue.bytes(value.getBinary().toByteArray());
            case KIND_NOT_SET -> throw MemoryException.invalid("value", "(absent)", "one of json, text, binary");
        };
    }

    private static Value value(EntryValue value) {
        var message = Value.newBuilder();
        switch (value.encoding()) {
            case JSON -> message.setJsonBytes(UnsafeByteOperations.unsafeWrap(value.content()));
            case TEXT -> message.setTextBytes(UnsafeByteOperations.unsafeWrap(value.content()));
            case BYTES -> message.setBinary(UnsafeByteOperations.unsafeWrap(value.content()));
        }
        return message.build();
    }

    private static Encoding encoding(EntryValue.Encoding encoding) {
        return switch (encoding) {
            case JSON -> Encoding.ENCODING_JSON;
            case TEXT -> Encoding.ENCODING_TEXT;
            case BYTES -> Encoding.ENCODING_BYTES;
        };
    }

    private static String metadata(String text) {
        return text.isEmpty()
                ? EntryOperation.Put.NO_METADATA
                : Envelope.metadata(JsonSlice.parse("metadata", text.getBytes(StandardCharsets.UTF_8)));
    }
}
