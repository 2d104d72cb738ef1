package io.claudeflow.swarm.benchmarks.search;

import io.claudeflow.swarm.benchmarks.json.JsonValue;
import io.claudeflow.swarm.benchmarks.load.ClientOutcome;
import io.claudeflow.swarm.benchmarks.load.TimedLoad;
import io.claudeflow.swarm.benchmarks.load.Window;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import java.io.IOException;
import java.util.OptionalDouble;

/** One client that asks one question after the other, and checks every answer after its time was taken. */
final class SearchClient implements TimedLoad.Client {
    private final MemoryApi api;
    private final Questions questions;
    private final Kind kind;
    private final AnswerCheck check;
    private final ClientOutcome outcome = new ClientOutcome();

    private int next;
    private double recallSum;
    private int recalls;

    /** @param first number of the question to begin with, so that clients do not ask the same at the same time */
    SearchClient(MemoryApi api, Questions questions, Kind kind, AnswerCheck check, int first) {
        this.api = api;
        this.questions = questions;
        this.kind = kind;
        this.check = check;
        this.next = first;
    }

    @Override
    public ClientOutcome run(Window window) {
        try {
            for (long begin = System.nanoTime(); !window.isOver(begin); begin = System.nanoTime()) {
                int number = next++ % questions.count();
                JsonValue answer = api.post("/v1/search", questions.body(kind, number));
                if (window.covers(begin)) {
                    outcome.latencies().record(System.nanoTime() - begin);
                }
                check(number, answer);
            }
        } catch (PeerException e) {
            outcome.error(String.valueOf(e.getMessage()));
        }
        return outcome;
    }

    private void check(int number, JsonValue answer) {
        try {
            OptionalDouble recall = check.check(kind, questions.question(number), questions.truth(number), answer);
            if (recall.isPresent()) {
                recallSum += recall.getAsDouble();
                recalls++;
            }
        } catch (IOException e) {
            outcome.error(String.valueOf(e.getMessage()));
        }
    }

    /** The sum of the recalls of {@link #recalls()} answers; read after the run. */
    double recallSum() {
        return recallSum;
    }

    int recalls() {
        return recalls;
    }

    @Override
    public void close() {
        api.close();
    }
}
