package io.claudeflow.swarm.benchmarks.backup;

import io.claudeflow.swarm.benchmarks.load.TextValues;
import io.claudeflow.swarm.benchmarks.sqlite.SqliteFile;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backup holds of a namespace whose entries are the texts of a seed: for each key the number of its write and
 * the revision. Not thread-safe.
 */
final class Contents implements SqliteFile.EntryVisitor {
    private static final int MAX_PROBLEMS = 5;

    private final TextValues texts;
    private final long[] numbers;
    private final long[] revisions;
    private final List<String> problems = new ArrayList<>();

    Contents(TextValues texts) {
        this.texts = texts;
        this.numbers = new long[texts.keyCount()];
        this.revisions = new long[texts.keyCount()];
    }

    @Override
    public void entry(String key, byte[] value, SqliteFile.Revision revision) {
        int index = texts.dataset().index(key);
        long number = index < 0 ? -1 : texts.stamp(value, index);
        if (number > 0) {
            numbers[index] = number;
            revisions[index] = revision.number();
        } else if (problems.size() < MAX_PROBLEMS) {
            problems.add(key + " holds " + value.length + " bytes that nobody wrote");
        }
    }

    /** The number of the write that a key holds; 0 when it is not there. */
    long number(int key) {
        return numbers[key];
    }

    /** The revision of the write that a key holds; 0 when it is not there. */
    long revision(int key) {
        return revisions[key];
    }

    String key(int key) {
        return texts.key(key);
    }

    /** Values that nobody wrote; the first few. */
    List<String> problems() {
        return List.copyOf(problems);
    }
}
