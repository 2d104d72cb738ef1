package io.claudeflow.swarm.memory.document;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Writes a document as compact JSON, in its own order or canonically. Used once. */
final class DocumentWriter {
    private final boolean canonical;
    private final StringBuilder json = new StringBuilder();

    DocumentWriter(boolean canonical) {
        this.canonical = canonical;
    }

    String write(Document document) {
        append(document);
        return json.toString();
    }

    private void append(Document document) {
        switch (document) {
            case Document.Null _ -> json.append("null");
            case Document.Bool truth -> json.append(truth.value());
            case Document.Num number -> json.append(number(number.value()));
            case Document.Text text -> appendText(text.value());
            case Document.Items items -> {
                json.append('[');
                var separator = "";
                for (var item : items.items()) {
                    json.append(separator);
                    append(item);
                    separator = ",";
                }
                json.append(']');
            }
            case Document.Fields fields ->
                appendMembers(canonical ? new TreeMap<>(fields.members()) : fields.members());
        }
    }

    private void appendMembers(Map<String, Document> members) {
        json.append('{');
        var separator = "";
        for (var member : members.entrySet()) {
            json.append(separator);
            appendText(member.getKey());
            json.append(':');
            append(member.getValue());
            separator = ",";
        }
        json.append('}');
    }

    private String number(BigDecimal value) {
        return canonical ? value.stripTrailingZeros().toString() : value.toString();
    }

    private void appendText(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ') {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
