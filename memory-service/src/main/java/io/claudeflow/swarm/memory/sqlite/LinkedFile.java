package io.claudeflow.swarm.memory.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Follows a symbolic link to a database. SQLite follows it by itself and keeps its log beside the file the link leads
 * to; everything else that belongs to a database has to lie there too, or two services could own one file by two names.
 */
public final class LinkedFile {
    private static final int MAX_LINKS = 40;

    private LinkedFile() {}

    /** The file that a path leads to, also when it is not there yet; a path that is no link is itself. */
    public static Path followed(Path path) {
        var file = path;
        try {
            for (int i = 0; i < MAX_LINKS && Files.isSymbolicLink(file); i++) {
                file = file.resolveSibling(Files.readSymbolicLink(file));
            }
            return file;
        } catch (IOException e) {
            return path;
        }
    }
}
