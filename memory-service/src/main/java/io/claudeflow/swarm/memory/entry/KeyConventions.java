package io.claudeflow.swarm.memory.entry;

/**
 * What facades read into keys; the store itself gives them no structure. Pure.
 *
 * <p>Seed 004 names a namespace after the first two segments of a key, and seeds 002 to 004 keep what belongs to a
 * session under {@code session/<id>}, {@code session:<id>} or a segment {@code session-<id>}.
 */
public final class KeyConventions {
    private KeyConventions() {}

    /** Seed 004's namespace of a key that came without one: its first two segments, or the whole key. */
    public static String inferredNamespace(String key) {
        int first = key.indexOf('/');
        int second = first < 0 ? -1 : key.indexOf('/', first + 1);
        return second < 0 ? key : key.substring(0, second);
    }

    /** Whether an entry belongs to a session, by its namespace or by its key. */
    public static boolean belongsToSession(String namespace, String key, String session) {
        return namesSession(namespace, session) || namesSession(key, session) || spansSession(namespace, key, session);
    }

    /** A namespace made for sessions, whose keys begin with the id. */
    private static boolean spansSession(String namespace, String key, String session) {
        return (namespace.equals("session") || namespace.equals("sessions")) && beginsWith(key, session);
    }

    private static boolean namesSession(String path, String session) {
        if (beginsWith(path, "session/" + session) || beginsWith(path, "session:" + session)) {
            return true;
        }
        var segment = "session-" + session;
        for (int at = path.indexOf(segment); at >= 0; at = path.indexOf(segment, at + 1)) {
            int end = at + segment.length();
            boolean begins = at == 0 || path.charAt(at - 1) == '/';
            if (begins && (end == path.length() || path.charAt(end) == '/')) {
                return true;
            }
        }
        return false;
    }

    /** The beginning is the whole text, or is followed by a separator. */
    private static boolean beginsWith(String text, String beginning) {
        if (!text.startsWith(beginning)) {
            return false;
        }
        return text.length() == beginning.length() || "/:".indexOf(text.charAt(beginning.length())) >= 0;
    }
}
