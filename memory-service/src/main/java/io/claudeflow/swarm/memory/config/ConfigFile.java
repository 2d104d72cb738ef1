package io.claudeflow.swarm.memory.config;

import io.claudeflow.swarm.memory.config.InvalidConfigurationException.Mistake;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings in a JSON file: the sections of seed 003's {@code memory_config.json} under their own names, and a
 * section {@code settings} for every {@link Setting} by its name. The environment wins over the file.
 */
final class ConfigFile {
    private static final long MAX_BYTES = 1 << 20;
    private static final String SETTINGS = "settings";
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9}) ?(MB|GB)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)%");

    /** What each member of seed 003's sections means. */
    private static final Map<String, Map<String, Member>> SECTIONS = Map.of(
            "memory_persistence",
            Map.of(
                    "storage_backend", Member.only("sqlite"),
                    "database_path", Member.text(Setting.DB_PATH),
                    "compression_enabled", Member.bool(Setting.COMPRESSION, on -> on ? null : "none"),
                    "auto_cleanup_enabled", Member.bool(Setting.AUTO_CLEANUP, on -> Boolean.toString(on))),
            "coordination_settings",
            Map.of(
                    "memory_sync_interval", Member.wholeIgnored(1, 86_400_000),
                    "conflict_detection_enabled", Member.always(),
                    "automatic_resolution", Member.boolIgnored()),
            "agent_memory_limits",
            Map.of(
                    "max_individual_memory", Member.mebibytes(Setting.MAX_AGENT_MEMORY_MB),
                    "max_session_memory", Member.mebibytes(Setting.MAX_SESSION_MEMORY_MB),
                    "warning_threshold", Member.share(Setting.MEMORY_WARNING_THRESHOLD)),
            "neural_learning",
            Map.of(
                    "pattern_recognition_enabled", Member.boolIgnored(),
                    "success_threshold", Member.text(Setting.LEARNING_SUCCESS_THRESHOLD),
                    "confidence_threshold", Member.text(Setting.LEARNING_MIN_CONFIDENCE),
                    "min_sample_size", Member.text(Setting.LEARNING_MIN_OUTCOMES),
                    "optimization_tracking", Member.boolIgnored()));

    private final Path file;
    private final Map<String, String> settings = new HashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    private ConfigFile(Path file) {
        this.file = file;
    }

    /** A value that a member can have, as a setting's text; null changes no setting. */
    private record Member(@Nullable Setting setting, String expectation, Function<JsonSlice, @Nullable String> value) {
        static Member text(Setting setting) {
            return new Member(setting, setting.type().expectation(), ConfigFile::plain);
        }

        /** Seed 003 writes {@code 100MB}; the setting counts MiB. */
        static Member mebibytes(Setting setting) {
            var expectation = "a size in MB or GB such as 100MB";
            return new Member(setting, expectation, slice -> {
                var matcher = SIZE.matcher(plain(slice));
                if (!matcher.matches()) {
                    throw MemoryException.invalid(slice.field(), plain(slice), expectation);
                }
                long factor = matcher.group(2).equalsIgnoreCase("GB") ? 1024 : 1;
                return Long.toString(Long.parseLong(matcher.group(1)) * factor);
            });
        }

        /** Seed 003 writes {@code 80%}; the setting is 0 to 1. */
        static Member share(Setting setting) {
            return new Member(setting, "a share such as 80% or 0.8", slice -> {
                var text = plain(slice);
                var matcher = PERCENT.matcher(text);
                return matcher.matches()
                        ? new BigDecimal(matcher.group(1)).movePointLeft(2).toPlainString()
                        : text;
            });
        }

        static Member bool(Setting setting, Function<Boolean, @Nullable String> value) {
            return new Member(setting, "true or false", slice -> value.apply(slice.bool()));
        }

        static Member only(String word) {
            return new Member(null, word, slice -> checked(slice, slice.string().equals(word), word));
        }

        static Member always() {
            return new Member(
                    null,
                    "true; conflicts are always detected",
                    slice -> checked(slice, slice.bool(), "true; conflicts are always detected"));
        }

        static Member boolIgnored() {
            return new Member(null, "true or false", slice -> {
                slice.bool();
                return null;
            });
        }

        static Member wholeIgnored(long min, long max) {
            var expectation = "a whole number from " + min + " to " + max;
            return new Member(
                    null,
                    expectation,
                    slice -> checked(slice, slice.wholeNumber() >= min && slice.wholeNumber() <= max, expectation));
        }

        private static @Nullable String checked(JsonSlice slice, boolean holds, String expectation) {
            if (!holds) {
                throw MemoryException.invalid(slice.field(), plain(slice), expectation);
            }
            return null;
        }
    }

    /**
     * The environment with the settings of its CONFIG_FILE, where it has none of its own.
     *
     * @throws InvalidConfigurationException listing every mistake of the file
     */
    static Map<String, String> underneath(Map<String, String> environment) {
        var path = environment.getOrDefault(Setting.CONFIG_FILE.name(), "").strip();
        if (path.isEmpty() || !Setting.CONFIG_FILE.type().accepts(path)) {
            return environment;
        }
        var merged = new HashMap<>(read(Path.of(path)));
        environment.forEach((name, value) -> {
            if (!value.isBlank()) {
                merged.put(name, value);
            }
        });
        return merged;
    }

    /** The settings of a file by their names. */
    static Map<String, String> read(Path path) {
        var file = new ConfigFile(path);
        file.read();
        if (!file.mistakes.isEmpty()) {
            throw new InvalidConfigurationException(file.mistakes);
        }
        return file.settings;
    }

    private void read() {
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                mistake("", size + " bytes", "at most " + MAX_BYTES + " bytes");
                return;
            }
            sections(JsonSlice.parse("body", Files.readAllBytes(file)).object());
        } catch (IOException e) {
            mistake("", e.toString(), "a readable JSON file");
        } catch (MemoryException e) {
            mistake(e);
        }
    }

    private void sections(JsonObject root) {
        for (var name : root.names()) {
            var known = SECTIONS.get(name);
            if (name.equals(SETTINGS)) {
                section(root, name, this::setting);
            } else if (known != null) {
                section(root, name, (member, slice) -> member(known, member, slice));
            } else {
                mistake(name, "(unknown section)", "only " + SETTINGS + ", " + names(SECTIONS));
            }
        }
    }

    private interface Visitor {
        void visit(String member, JsonSlice value);
    }

    private void section(JsonObject root, String name, Visitor visitor) {
        try {
            var section = root.required(name).object();
            for (var member : section.names()) {
                try {
                    visitor.visit(member, section.required(member));
                } catch (MemoryException e) {
                    mistake(e);
                }
            }
        } catch (MemoryException e) {
            mistake(e);
        }
    }

    private void member(Map<String, Member> known, String name, JsonSlice slice) {
        var member = known.get(name);
        if (member == null) {
            mistake(slice.field(), "(unknown member)", "only " + names(known));
            return;
        }
        var value = member.value().apply(slice);
        if (member.setting() != null && value != null) {
            put(member.setting(), slice, value);
        }
    }

    private void setting(String name, JsonSlice slice) {
        var setting = Arrays.stream(Setting.values())
                .filter(known -> known.name().equals(name) && known != Setting.CONFIG_FILE)
                .findFirst();
        setting.ifPresentOrElse(
                known -> put(known, slice, plain(slice)),
                () -> mistake(slice.field(), "(unknown setting)", "the name of a setting, such as CACHE_SIZE"));
    }

    private void put(Setting setting, JsonSlice slice, String value) {
        if (!setting.type().accepts(value)) {
            mistake(slice.field(), value, setting.type().expectation());
        } else {
            var other = settings.putIfAbsent(setting.name(), value);
            if (other != null && !other.equals(value)) {
                mistake(slice.field(), value, "what the file says elsewhere for " + setting.name() + ", " + other);
            }
        }
    }

    /** A string as it is, any other value as it is written. */
    private static String plain(JsonSlice slice) {
        return slice.type() == JsonSlice.Type.STRING ? slice.string() : slice.raw();
    }

    private static String names(Map<String, ?> map) {
        return map.keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    private void mistake(MemoryException e) {
        var value = e.value();
        var expected = e.expected();
        var field = e.field();
        mistake(
                field == null ? "" : field,
                value == null ? String.valueOf(e.getMessage()) : value,
                expected == null ? "valid JSON" : expected);
    }

    private void mistake(String place, String value, String expected) {
        mistakes.add(new Mistake(place.isEmpty() ? file.toString() : file + ": " + place, value, expected));
    }
}
