package io.claudeflow.swarm.benchmarks.load;

/**
 * One measurement: what, and by how many clients.
 *
 * @param number different for every cell of a run, 1 to 65,535; part of the stamps of its writes
 * @param clients 1 to 255 connections, each with a thread
 */
public record Cell(int number, Operation operation, int clients) {
    public static final int MAX_CLIENTS = 255;

    public Cell {
        if (number < 1 || number > 65_535 || clients < 1 || clients > MAX_CLIENTS) {
            throw new IllegalArgumentException("cell " + number + " with " + clients
                    + " clients, expected a number of 1 to 65535 and 1 to " + MAX_CLIENTS + " clients");
        }
    }

    /** A number that no other write of the run has: cell, client, sequence. */
    long stamp(int client, int sequence) {
        return ((long) number << 40) | ((long) client << 32) | sequence;
    }
}
