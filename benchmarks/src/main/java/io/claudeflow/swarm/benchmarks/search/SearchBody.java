package io.claudeflow.swarm.benchmarks.search;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Bodies of the search operations of the memory service. */
final class SearchBody {
    static final String NAMESPACE = "bench";
    static final int LIMIT = 10;

    private SearchBody() {}

    /**
     * {@code POST /v1/search}.
     *
     * @param minRevision what the index of words must know; empty for whatever it knows
     */
    static byte[] search(Kind kind, Question question, String minRevision) {
        StringBuilder json = new StringBuilder("{\"namespace\":\"" + NAMESPACE + "\",\"limit\":" + LIMIT);
        if (kind.hasWords()) {
            json.append(",\"query\":\"").append(kind.query(question)).append('"');
        }
        if (kind.hasEmbedding()) {
            json.append(",\"embeddingBytes\":\"")
                    .append(base64(question.embedding()))
                    .append('"');
        }
        if (!minRevision.isEmpty()) {
            json.append(",\"minRevision\":\"").append(minRevision).append('"');
        }
        return json.append('}').toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** {@code POST /v1/embeddings} for the entries from one to before another. */
    static byte[] embeddings(Corpus corpus, Vectors vectors, int from, int to) {
        StringBuilder json = new StringBuilder("{\"embeddings\":[");
        for (int entry = from; entry < to; entry++) {
            json.append(entry == from ? "" : ",");
            json.append("{\"namespace\":\"" + NAMESPACE + "\",\"key\":\"").append(corpus.key(entry));
            json.append("\",\"embeddingBytes\":\"").append(base64(vectors.rows()[entry]));
            json.append("\"}");
        }
        return json.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** 32-bit floats, little-endian. */
    static String base64(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
