package io.claudeflow.swarm.benchmarks.backup;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a backup holds one moment of what a writer did: all writes up to one of them, whole, and none after; at least
 * those that were acknowledged before the backup was begun; and exactly those up to the revision that it names.
 *
 * @param contents of the backup
 * @param revision that the backup names as its newest
 */
record PrefixCheck(Contents contents, long revision) {
    private static final int MAX_PROBLEMS = 5;

    /**
     * What is wrong, the first few.
     *
     * @param acknowledgedBefore the newest write that was acknowledged before the backup was begun
     */
    List<String> problems(Script script, Ledger ledger, long acknowledgedBefore) {
        long newest = newest(script);
        List<String> problems = new ArrayList<>();
        if (newest < acknowledgedBefore) {
            problems.add("write " + acknowledgedBefore + " was acknowledged before the backup was begun, the newest in"
                    + " it is " + newest);
        }
        if (newest > ledger.sent()) {
            problems.add("write " + newest + " is in it, and only " + ledger.sent() + " were sent");
        }
        compareRevisions(script, ledger, newest, problems);
        for (int slot = 0; slot < script.slots() && problems.size() < MAX_PROBLEMS; slot++) {
            compareSlot(script, slot, script.held(slot, newest), problems);
        }
        return problems;
    }

    private long newest(Script script) {
        long newest = 0;
        for (int key = script.first(); key < script.first() + script.keys(); key++) {
            newest = Math.max(newest, contents.number(key));
        }
        return newest;
    }

    private void compareRevisions(Script script, Ledger ledger, long newest, List<String> problems) {
        long found = newest == 0 ? 0 : contents.revision(script.keyOfWrite(newest, 0));
        long acknowledged = ledger.revision(newest);
        if (acknowledged != 0 && acknowledged != found) {
            problems.add("write " + newest + " has revision " + found + ", acknowledged was " + acknowledged);
        }
        if (found > revision) {
            problems.add("write " + newest + " has revision " + found + ", the backup ends with " + revision);
        }
        long next = ledger.revision(newest + 1);
        if (next != 0 && next <= revision) {
            problems.add("write " + (newest + 1) + " is not in it, its revision is " + next + ", the backup ends with "
                    + revision);
        }
    }

    private void compareSlot(Script script, int slot, long expected, List<String> problems) {
        for (int part = 0; part < script.parts(); part++) {
            int key = script.key(slot, part);
            if (contents.number(key) != expected) {
                problems.add(contents.key(key) + " holds write " + contents.number(key) + ", expected " + expected
                        + (script.parts() == 1 ? "" : ", with all others of its transaction"));
            } else if (contents.revision(key) != contents.revision(script.key(slot, 0))) {
                problems.add(contents.key(key) + " has revision " + contents.revision(key)
                        + ", others of its transaction " + contents.revision(script.key(slot, 0)));
            }
        }
    }
}
