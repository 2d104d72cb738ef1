package io.claudeflow.swarm.benchmarks.backup;

/**
 * Which keys a writer writes when, so that the number of its newest write alone says what every one of its keys holds.
 * It goes round: its writes are numbered from 1, and one writes all keys of the next slot, each with that number.
 *
 * @param first its first key; the others follow
 * @param slots how many writes it takes to come round
 * @param parts keys of a slot, written together or not at all
 */
record Script(int first, int slots, int parts) {
    int keys() {
        return slots * parts;
    }

    /** A key that a write goes to. */
    int keyOfWrite(long number, int part) {
        return key((int) ((number - 1) % slots), part);
    }

    /** A key of a slot. */
    int key(int slot, int part) {
        return first + slot * parts + part;
    }

    /** The write that a slot holds when this one is the newest of all; 0 for none. */
    long held(int slot, long newest) {
        return newest <= slot ? 0 : newest - (newest - 1 - slot) % slots;
    }
}
