package io.claudeflow.swarm.operator.kubernetes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Reads equal texts as one: the objects of a thousand stores say the same nearly everywhere, and lie in caches for as
 * long as they exist. The texts read last are remembered, one for each place of a table of fixed size; one that is not
 * found there is merely kept once more. Thread-safe.
 */
final class SharedTexts extends StringDeserializer {
    private static final long serialVersionUID = 1L;
    /** A power of two. */
    private static final int PLACES = 8_192;
    /** Longer ones are rarely the same, and rare. */
    private static final int LONGEST = 200;

    private final transient AtomicReferenceArray<String> read = new AtomicReferenceArray<>(PLACES);

    private SharedTexts() {}

    /** What makes a mapper read this way. */
    static SimpleModule module() {
        return new SimpleModule("shared-texts").addDeserializer(String.class, new SharedTexts());
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        var text = super.deserialize(parser, context);
        return text == null || text.length() > LONGEST ? text : shared(text);
    }

    private String shared(String text) {
        int hash = text.hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        var known = read.getOpaque(place);
        if (text.equals(known)) {
            return known;
        }
        read.setOpaque(place, text);
        return text;
    }
}
