package io.claudeflow.swarm.memory.grpc;

import io.claudeflow.swarm.memory.api.v1.BatchOperation;
import io.claudeflow.swarm.memory.api.v1.BatchRequest;
import io.claudeflow.swarm.memory.api.v1.BatchResponse;
import io.claudeflow.swarm.memory.api.v1.BatchResult;
import io.claudeflow.swarm.memory.api.v1.ClearRequest;
import io.claudeflow.swarm.memory.api.v1.ClearResponse;
import io.claudeflow.swarm.memory.api.v1.DeleteRequest;
import io.claudeflow.swarm.memory.api.v1.DeleteResponse;
import io.claudeflow.swarm.memory.api.v1.EntryServiceGrpc;
import io.claudeflow.swarm.memory.api.v1.GetRequest;
import io.claudeflow.swarm.memory.api.v1.GetResponse;
import io.claudeflow.swarm.memory.api.v1.ListNamespacesRequest;
import io.claudeflow.swarm.memory.api.v1.ListNamespacesResponse;
import io.claudeflow.swarm.memory.api.v1.ListRequest;
import io.claudeflow.swarm.memory.api.v1.ListResponse;
import io.claudeflow.swarm.memory.api.v1.Namespace;
import io.claudeflow.swarm.memory.api.v1.PutRequest;
import io.claudeflow.swarm.memory.api.v1.PutResponse;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.BatchPlace;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryPage;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.limit.BoundedEntryStore;
import io.claudeflow.swarm.memory.limit.ByteBudget;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;

/** Operations on entries. Failures are thrown and become a status in {@link CallGuard}. Thread-safe. */
final class EntryGrpcService extends EntryServiceGrpc.EntryServiceImplBase {
    private final EntryStore entries;
    private final ByteBudget budget;

    EntryGrpcService(EntryStore entries, ByteBudget budget) {
        this.entries = entries;
        this.budget = budget;
    }

    @Override
    public void put(PutRequest request, StreamObserver<PutResponse> observer) {
        answer(observer, Messages.stored(entries.put(Messages.put(swarm(), request))));
    }

    @Override
    public void get(GetRequest request, StreamObserver<GetResponse> observer) {
        var key = Messages.key(swarm(), request.getNamespace(), request.getKey());
        var entry = entries.get(key, ReadMode.COUNTED, ByteBudget.SMALL).orElseThrow(() -> absent(key));
        if (entry.value() != null) {
            answer(observer, entry);
            return;
        }
        try (var share = budget.share()) {
            share.reserve(entry.valueBytes());
            answer(observer, entries.get(key, ReadMode.UNCOUNTED).orElseThrow(() -> absent(key)));
        }
    }

    private static void answer(StreamObserver<GetResponse> observer, Entry entry) {
        answer(
                observer,
                GetResponse.newBuilder().setEntry(Messages.entry(entry)).build());
    }

    private static MemoryException absent(EntryKey key) {
        return MemoryException.of(
                FailureKind.NOT_FOUND,
                "no entry " + key.key() + " in namespace " + key.namespace() + " of swarm " + key.swarm());
    }

    @Override
    public void delete(DeleteRequest request, StreamObserver<DeleteResponse> observer) {
        answer(observer, Messages.deleted(entries.delete(Messages.delete(swarm(), request))));
    }

    @Override
    public void list(ListRequest request, StreamObserver<ListResponse> observer) {
        var query = Messages.query(swarm(), request);
        try (var share = budget.share()) {
            if (query.withValues()) {
                share.reserve(BoundedEntryStore.MAX_PAGE_BYTES);
            }
            list(entries.list(query), observer);
        }
    }

    private static void list(EntryPage page, StreamObserver<ListResponse> observer) {
        var response = ListResponse.newBuilder().setRevision(page.revision().toString());
        page.entries().forEach(entry -> response.addEntries(Messages.entry(entry)));
        var nextCursor = page.nextCursor();
        if (nextCursor != null) {
            response.setNextCursor(nextCursor);
        }
        answer(observer, response.build());
    }

    @Override
    public void batch(BatchRequest request, StreamObserver<BatchResponse> observer) {
        if (request.getOperationsCount() < 1 || request.getOperationsCount() > Batch.MAX_OPERATIONS) {
            throw MemoryException.limit(
                    "operations",
                    request.getOperationsCount() + " operations",
                    "1 to " + Batch.MAX_OPERATIONS + " operations");
        }
        var operations = new ArrayList<EntryOperation>(request.getOperationsCount());
        for (int i = 0; i < request.getOperationsCount(); i++) {
            var operation = request.getOperations(i);
            operations.add(BatchPlace.at(i, () -> operation(swarm(), operation)));
        }
        var batch = new Batch(operations, request.getAtomic());
        try (var share = budget.share()) {
            if (batch.reads()) {
                share.reserve(Batch.MAX_READ_BYTES);
            }
            var response = BatchResponse.newBuilder();
            entries.batch(batch).forEach(result -> response.addResults(result(result)));
            answer(observer, response.build());
        }
    }

    @Override
    public void clear(ClearRequest request, StreamObserver<ClearResponse> observer) {
        var cleared = entries.clear(swarm(), request.getNamespace());
        answer(
                observer,
                ClearResponse.newBuilder()
                        .setDeleted(cleared.entries())
                        .setRevision(cleared.revision().toString())
                        .build());
    }

    @Override
    public void listNamespaces(ListNamespacesRequest request, StreamObserver<ListNamespacesResponse> observer) {
        var response = ListNamespacesResponse.newBuilder();
        for (var summary : entries.namespaces(swarm())) {
            response.addNamespaces(Namespace.newBuilder()
                    .setNamespace(summary.namespace())
                    .setEntries(summary.entries())
                    .setValueBytes(summary.valueBytes())
                    .setStoredBytes(summary.storedBytes()));
        }
        answer(observer, response.build());
    }

    private static EntryOperation operation(String swarm, BatchOperation operation) {
        return switch (operation.getOperationCase()) {
            case PUT -> Messages.put(swarm, operation.getPut());
            case GET ->
                new EntryOperation.Get(Messages.key(
                        swarm,
                        operation.getGet().getNamespace(),
                        operation.getGet().getKey()));
            case DELETE -> Messages.delete(swarm, operation.getDelete());
            case OPERATION_NOT_SET -> throw MemoryException.invalid("operation", "(absent)", "one of put, get, delete");
        };
    }

    private static BatchResult result(OperationResult result) {
        var message = BatchResult.newBuilder();
        switch (result) {
            case OperationResult.Stored stored -> message.setPut(Messages.stored(stored));
            case OperationResult.Deleted deleted -> message.setDelete(Messages.deleted(deleted));
            case OperationResult.Read read -> {
                var response = GetResponse.newBuilder();
                read.entry().ifPresent(entry -> response.setEntry(Messages.entry(entry)));
                message.setGet(response);
            }
            case OperationResult.Failed failed ->
                message.setFailure(GrpcFailures.message(failed.failure().kind(), failed.failure()));
        }
        return message.build();
    }

    private static String swarm() {
        return CallGuard.SWARM.get();
    }

    private static <A> void answer(StreamObserver<A> observer, A answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }
}
