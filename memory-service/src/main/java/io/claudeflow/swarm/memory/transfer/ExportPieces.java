package io.claudeflow.swarm.memory.transfer;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.transfer.ImportResult.LineError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a large export into pieces that are exports themselves, to be imported one after the other by a service that
 * bounds its requests. Lines are passed on as they are. One thread.
 */
public final class ExportPieces {
    private final LineReader lines;
    private final int pieceBytes;
    private final byte[] header;
    private final List<LineError> errors = new ArrayList<>();
    private LineReader.@Nullable Line pending;
    private long entries;
    private long tooLong;
    private @Nullable Long promised;

    /**
     * Reads the header.
     *
     * @param maxValueBytes the largest value; it bounds the length of a line
     * @param pieceBytes how large a piece may become; one with a single line may be larger
     */
    public ExportPieces(InputStream in, int maxValueBytes, int pieceBytes) throws IOException {
        this.lines = new LineReader(in, ImportRules.maxLineBytes(maxValueBytes));
        this.pieceBytes = pieceBytes;
        var first = lines.next();
        if (first == null || first.text() == null) {
            throw NamespaceImport.noHeader();
        }
        this.header = first.text();
        var _ = NamespaceImport.header(header);
    }

    /**
     * A part of an export.
     *
     * @param numbers the number that each line has in the whole, the header first
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    public record Piece(byte[] text, List<Long> numbers) {
        public Piece {
            numbers = List.copyOf(numbers);
        }

        /** The place in the whole of a line of this piece; 0 stays 0. */
        public long place(long line) {
            return line < 1 || line > numbers.size() ? 0 : numbers.get((int) line - 1);
        }
    }

    /** The next piece, or null after the last. */
    public @Nullable Piece next() throws IOException {
        var text = new ByteArrayOutputStream();
        var numbers = new ArrayList<Long>();
        write(text, header);
        numbers.add(1L);
        long count = 0;
        for (var line = take(); line != null; line = take()) {
            var content = line.text();
            if (content == null) {
                tooLong++;
                entries++;
                errors.add(new LineError(line.number(), null, "longer than a line may be"));
                continue;
            }
            if (isEnd(content)) {
                continue;
            }
            if (count > 0 && text.size() + content.length > pieceBytes) {
                pending = line;
                break;
            }
            write(text, content);
            numbers.add(line.number());
            count++;
        }
        if (count == 0) {
            return null;
        }
        entries += count;
        write(text, ExportLines.end(count, 0).toBytes());
        return new Piece(text.toByteArray(), numbers);
    }

    private LineReader.@Nullable Line take() throws IOException {
        var line = pending == null ? lines.next() : pending;
        pending = null;
        return line;
    }

    private boolean isEnd(byte[] line) {
        try {
            if (promised == null && ExportLines.read(line) instanceof ExportLines.Line.End(long number)) {
                promised = number;
                return true;
            }
            return false;
        } catch (MemoryException e) {
            return false;
        }
    }

    private static void write(ByteArrayOutputStream text, byte[] line) {
        text.writeBytes(line);
        text.write('\n');
    }

    /** Lines that are in no piece because they are too long. */
    public long tooLong() {
        return tooLong;
    }

    /** What is wrong with the export as a whole, after the last piece; empty when nothing is. */
    public List<LineError> errors() {
        var all = new ArrayList<>(errors);
        if (promised == null) {
            all.add(new LineError(0, null, NamespaceImport.CUT_OFF));
        } else if (promised != entries) {
            all.add(new LineError(0, null, NamespaceImport.countsDiffer(promised, entries)));
        }
        return all;
    }

    /** Whether the last line was there and agrees with the number of lines. */
    public boolean complete() {
        return promised != null && promised == entries;
    }
}
