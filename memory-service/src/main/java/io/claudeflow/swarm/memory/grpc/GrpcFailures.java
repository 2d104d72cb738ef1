package io.claudeflow.swarm.memory.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.claudeflow.swarm.memory.api.v1.Failure;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;

/** The one mapping from failures to gRPC status, with the details of {@code google.rpc}. */
final class GrpcFailures {
    static final String DOMAIN = "swarm.claudeflow.io";
    private static final String HIDDEN = "A defect of the service; its log has the cause.";

    private GrpcFailures() {}

    static StatusRuntimeException status(MemoryException failure) {
        var info = ErrorInfo.newBuilder()
                .setDomain(DOMAIN)
                .setReason(failure.kind().name());
        var details = new ArrayList<Message>();
        var field = failure.field();
        var value = failure.value();
        var expected = failure.expected();
        if (field != null && value != null && expected != null) {
            info.putMetadata("field", field).putMetadata("value", value).putMetadata("expected", expected);
            details.add(BadRequest.newBuilder()
                    .addFieldViolations(BadRequest.FieldViolation.newBuilder()
                            .setField(field)
                            .setDescription(message(failure)))
                    .build());
        }
        var retryAfter = failure.retryAfter();
        if (retryAfter != null) {
            details.add(RetryInfo.newBuilder()
                    .setRetryDelay(Messages.duration(retryAfter))
                    .build());
        }
        details.addFirst(info.build());
        var status = com.google.rpc.Status.newBuilder()
                .setCode(code(failure.kind()).value())
                .setMessage(message(failure));
        details.forEach(detail -> status.addDetails(Any.pack(detail)));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    static StatusRuntimeException defect() {
        return status(MemoryException.of(FailureKind.INTERNAL, HIDDEN));
    }

    static StatusRuntimeException overdue() {
        return status(MemoryException.of(
                FailureKind.DEADLINE_EXCEEDED, "the call took longer than its deadline or REQUEST_TIMEOUT allows"));
    }

    /** The form of a failure inside the answer of a batch. */
    static Failure message(FailureKind kind, MemoryException failure) {
        var message = Failure.newBuilder().setKind(kind.name()).setMessage(message(failure));
        var field = failure.field();
        var value = failure.value();
        var expected = failure.expected();
        if (field != null && value != null && expected != null) {
            message.setField(field).setValue(value).setExpected(expected);
        }
        return message.build();
    }

    private static String message(MemoryException failure) {
        return failure.kind() == FailureKind.INTERNAL ? HIDDEN : String.valueOf(failure.getMessage());
    }

    static Status.Code code(FailureKind kind) {
        return switch (kind) {
            case INVALID_ARGUMENT, LIMIT_EXCEEDED -> Status.Code.INVALID_ARGUMENT;
            case NOT_FOUND -> Status.Code.NOT_FOUND;
            case PRECONDITION_FAILED -> Status.Code.FAILED_PRECONDITION;
            case CONFLICT -> Status.Code.ABORTED;
            case QUOTA_EXCEEDED, STORAGE_FULL -> Status.Code.RESOURCE_EXHAUSTED;
            case BUSY, UNAVAILABLE -> Status.Code.UNAVAILABLE;
            case DEADLINE_EXCEEDED -> Status.Code.DEADLINE_EXCEEDED;
            case NOT_SUPPORTED -> Status.Code.UNIMPLEMENTED;
            case CORRUPT -> Status.Code.DATA_LOSS;
            case INTERNAL -> Status.Code.INTERNAL;
        };
    }
}
