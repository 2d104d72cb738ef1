package io.claudeflow.swarm.operator.plan;

/** Which memory service a pod runs. Written as text it is what {@code status.version} says. */
public sealed interface Program {

    /** A version of the operator's own image; the repository may move without anything being another program. */
    record Tagged(String tag) implements Program {
        @Override
        public String text() {
            return tag;
        }

        @Override
        public String reference(String repository) {
            return repository + ":" + tag;
        }
    }

    /** An image of the user's choice. */
    record Whole(String image) implements Program {
        @Override
        public String text() {
            return image.chars().anyMatch(character -> SEPARATORS.indexOf(character) >= 0) ? image : image + ":latest";
        }

        @Override
        public String reference(String repository) {
            return image;
        }
    }

    /** One of these is in every image that is written as text, and none is in a tag. */
    String SEPARATORS = "/:@";

    /** As it is written in a status. */
    String text();

    /** The image to pull. */
    String reference(String repository);

    /** The program written as {@code text}. */
    static Program parse(String text) {
        return text.chars().anyMatch(character -> SEPARATORS.indexOf(character) >= 0)
                ? new Whole(text)
                : new Tagged(text);
    }

    /**
     * The program of a pod that an operator made with {@code reference}, from its own repository unless the store
     * names an image itself. That repository may be another one today.
     */
    static Program of(String reference, boolean chosen) {
        var colon = reference.lastIndexOf(':');
        return chosen || colon < reference.lastIndexOf('/') || reference.contains("@")
                ? new Whole(reference)
                : new Tagged(reference.substring(colon + 1));
    }
}
