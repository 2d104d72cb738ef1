package io.claudeflow.swarm.memory.objectstorage;

import io.claudeflow.swarm.memory.backup.DurableFiles;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects of an S3-compatible storage. Files of any size are streamed, a few kilobytes at a time. Calls that fail for
 * the moment are tried again; other failures are {@link MemoryException}s that name the object and the endpoint. For
 * one thread.
 */
public final class ObjectStorage implements AutoCloseable {
    /** Smaller files are sent at once, larger ones in parts of this size. */
    static final long PART_BYTES = 16L << 20;

    private static final int MAX_PARTS = 10_000;
    private static final int NOT_FOUND = 404;
    private static final String CONTENT_TYPE = "application/octet-stream";

    private final S3Client client;
    private final ObjectStorageConfig config;
    private final long partBytes;

    public ObjectStorage(ObjectStorageConfig config) {
        this(config, PART_BYTES);
    }

    ObjectStorage(ObjectStorageConfig config, long partBytes) {
        this.config = config;
        this.partBytes = partBytes;
        this.client = S3Clients.open(config);
    }

    /** Sends a file; an object that is there is replaced at the end, or not at all. */
    public void put(Path file, ObjectLocation to) {
        guarded("cannot be written", to, () -> {
            long size = size(file);
            abortUnfinished(to);
            if (size <= partBytes) {
                client.putObject(put -> put.bucket(to.bucket()).key(to.key()), body(file, 0, size));
            } else {
                putInParts(file, size, to);
            }
            return size;
        });
    }

    /** What an upload that was killed has sent lies there, and costs, until somebody ends it. */
    private void abortUnfinished(ObjectLocation at) {
        try {
            client
                    .listMultipartUploads(list -> list.bucket(at.bucket()).prefix(at.key()))
                    .uploads()
                    .stream()
                    .filter(upload -> upload.key().equals(at.key()))
                    .forEach(upload -> abort(at, upload.uploadId()));
        } catch (S3Exception e) {
            // Not every storage can list them, and not everybody may.
        }
    }

    private void abort(ObjectLocation at, String upload) {
        client.abortMultipartUpload(
                abort -> abort.bucket(at.bucket()).key(at.key()).uploadId(upload));
    }

    private void putInParts(Path file, long size, ObjectLocation to) {
        long part = Math.max(partBytes, (size + MAX_PARTS - 1) / MAX_PARTS);
        var upload = client.createMultipartUpload(
                        create -> create.bucket(to.bucket()).key(to.key()).contentType(CONTENT_TYPE))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long from = 0; from < size; from += part) {
                int number = parts.size() + 1;
                var sent = client.uploadPart(
                        send -> send.bucket(to.bucket())
                                .key(to.key())
                                .uploadId(upload)
                                .partNumber(number),
                        body(file, from, Math.min(part, size - from)));
                parts.add(CompletedPart.builder()
                        .partNumber(number)
                        .eTag(sent.eTag())
                        .build());
            }
            client.completeMultipartUpload(complete -> complete.bucket(to.bucket())
                    .key(to.key())
                    .uploadId(upload)
                    .multipartUpload(all -> all.parts(parts)));
        } catch (RuntimeException e) {
            try {
                abort(to, upload);
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** A stretch of a file; it is read twice, once to be signed. */
    private static RequestBody body(Path file, long from, long length) {
        return RequestBody.fromContentProvider(() -> stretch(file, from, length), length, CONTENT_TYPE);
    }

    private static InputStream stretch(Path file, long from, long length) {
        try {
            var channel = FileChannel.open(file, StandardOpenOption.READ);
            channel.position(from);
            return new Stretch(Channels.newInputStream(channel), length);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static final class Stretch extends FilterInputStream {
        private long left;

        Stretch(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read() throws IOException {
            int found = left == 0 ? -1 : in.read();
            left -= found < 0 ? 0 : 1;
            return found;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int found = left == 0 && length > 0 ? -1 : in.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(found, 0);
            return found;
        }
    }

    /** The size of an object; empty when there is none. */
    public OptionalLong size(ObjectLocation of) {
        return guarded("cannot be read", of, () -> {
            try {
                return OptionalLong.of(client.headObject(
                                head -> head.bucket(of.bucket()).key(of.key()))
                        .contentLength());
            } catch (NoSuchKeyException e) {
                return OptionalLong.empty();
            } catch (S3Exception e) {
                // Some answer to HEAD without saying what is not found.
                if (e.statusCode() == NOT_FOUND) {
                    return OptionalLong.empty();
                }
                throw e;
            }
        });
    }

    /** Reads an object to its end into a stream and returns the SHA-256 of what was read. */
    public String read(ObjectLocation from, OutputStream to) throws IOException {
        var digest = DurableFiles.sha256();
        try (var in = new Content(from, open(from))) {
            new DigestInputStream(in, digest).transferTo(to);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private InputStream open(ObjectLocation from) {
        return guarded(
                "cannot be read",
                from,
                () -> client.getObject(get -> get.bucket(from.bucket()).key(from.key())));
    }

    /** What the storage sends. That it ends early is told apart from a failure of the disk. */
    private final class Content extends FilterInputStream {
        private final ObjectLocation from;

        Content(ObjectLocation from, InputStream in) {
            super(in);
            this.from = from;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            try {
                return in.read(bytes, offset, length);
            } catch (IOException | SdkClientException e) {
                throw failure("cannot be read", from, FailureKind.UNAVAILABLE, String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** Removes an object; that there is none is fine. */
    public void delete(ObjectLocation object) {
        guarded(
                "cannot be removed",
                object,
                () -> client.deleteObject(
                        delete -> delete.bucket(object.bucket()).key(object.key())));
    }

    private <T> T guarded(String what, ObjectLocation object, Supplier<T> call) {
        try {
            return call.get();
        } catch (S3Exception e) {
            var details = e.awsErrorDetails();
            var code = details == null || details.errorCode() == null ? "" : " " + details.errorCode();
            throw failure(what, object, kind(e.statusCode()), "it answers " + e.statusCode() + code, e);
        } catch (SdkClientException e) {
            throw failure(what, object, FailureKind.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private static FailureKind kind(int status) {
        return switch (status) {
            case NOT_FOUND -> FailureKind.NOT_FOUND;
            case 400, 401, 403 -> FailureKind.INVALID_ARGUMENT;
            case 507 -> FailureKind.STORAGE_FULL;
            default -> FailureKind.UNAVAILABLE;
        };
    }

    private MemoryException failure(
            String what, ObjectLocation object, FailureKind kind, String why, Exception cause) {
        return MemoryException.of(
                kind, object + " " + what + " at the object storage " + config + ": " + why, cause);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static MemoryException unreadable(Path file, IOException e) {
        return MemoryException.of(FailureKind.UNAVAILABLE, file + " cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        client.close();
    }
}
