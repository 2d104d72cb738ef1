package io.claudeflow.swarm.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The part of a Markdown document between two marker lines, which a run replaces; the rest is left as it is. */
public final class DocumentSection {
    static final String BEGIN = "<!-- measured: begin -->";
    static final String END = "<!-- measured: end -->";

    private DocumentSection() {}

    /**
     * Replaces the section. The document is written as a whole or not at all.
     *
     * @throws IOException when the document cannot be read or does not have each marker once, in order
     */
    public static void replace(Path document, String section) throws IOException {
        String replaced = replaced(document, Files.readString(document), section);
        Path next = document.resolveSibling(document.getFileName() + ".new");
        Files.writeString(next, replaced);
        Files.move(next, document, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Fails now, rather than after minutes of measuring, when {@link #replace} could not work. */
    public static void check(Path document) throws IOException {
        replaced(document, Files.readString(document), "");
    }

    private static String replaced(Path document, String text, String section) throws IOException {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin || text.lastIndexOf(BEGIN) != begin || text.lastIndexOf(END) != end) {
            throw new IOException(document + " has no single pair of lines '" + BEGIN + "' and '" + END
                    + "', expected them around what a run replaces");
        }
        return text.substring(0, begin + BEGIN.length()) + "\n" + section.strip() + "\n" + text.substring(end);
    }
}
