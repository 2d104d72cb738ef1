package io.claudeflow.swarm.benchmarks;

import io.claudeflow.swarm.benchmarks.batch.BatchedWrites;
import io.claudeflow.swarm.benchmarks.load.Cell;
import io.claudeflow.swarm.benchmarks.scenario.Sizes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * What a run does, from its command line.
 *
 * @param parts which parts are measured
 * @param quick whether it is a try-out, small in everything
 * @param servers which servers take part in the comparison of single writes and reads: swarm, postgres, redis
 * @param clients numbers of concurrent clients, a cell each
 * @param rounds how often every cell is measured, 1 to 20
 * @param cell length of a measurement, 1 to 60 s
 * @param warmUp load on every peer before the first measurement, 0 to 120 s
 * @param keys size of the key space
 * @param valueBytes size of a value
 * @param seed of keys, values and their order
 * @param launcher {@code swarm-memory}
 * @param settings environment of the memory service beyond its defaults
 * @param directory where the temporary directory of all servers goes
 * @param docs the document whose section is replaced by the result
 * @param micro run the micro benchmarks whose name contains this, and nothing else
 */
record BenchmarkOptions(
        Set<Part> parts,
        boolean quick,
        Set<String> servers,
        List<Integer> clients,
        int rounds,
        Duration cell,
        Duration warmUp,
        int keys,
        int valueBytes,
        long seed,
        Path launcher,
        Map<String, String> settings,
        Path directory,
        Optional<Path> docs,
        Optional<String> micro) {
    static final String USAGE = """
            make bench [ARGS="..."], or java -jar benchmarks/target/swarm-benchmarks-<version>.jar [options]
              --only PART,PART        some of base,batch,search,watch,gc,seed004,memory,backup,restore
                                      (all)
              --quick                 some minutes: one round of 1 s cells, 4 s warm-up, 10,000 keys, less of everything
              --rounds N              how often every cell is measured (3)
              --cell SECONDS          length of a measurement (3)
              --warm-up SECONDS       load on every peer before the first measurement (20)
              --clients N,N           numbers of concurrent clients (1,16,64)
              --keys N                size of the key space, and entries of the stores of all parts (100000)
              --value-bytes N         size of a value (1024)
              --seed N                of keys, values and their order (chosen and printed)
              --servers NAME,NAME     which take part in base (swarm,postgres,redis)
              --swarm-memory PATH     launcher (memory-service/target/dist/bin/swarm-memory)
              --set NAME=VALUE        a setting of the memory service, such as CACHE_SIZE=100000; repeatable
              --dir PATH              where the temporary directory of all servers goes (benchmarks/target)
              --write-docs PATH       replace the measured section of this document
              --jmh [TEXT]            run the micro benchmarks whose name contains the text, and nothing else
            """;

    private static final Set<String> KNOWN_SERVERS = new TreeSet<>(Set.of("swarm", "postgres", "redis"));

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException that names everything wrong with it, a line each
     */
    static BenchmarkOptions parse(String... arguments) {
        return new Parser(arguments).parse();
    }

    /** How much the scenarios measure. */
    Sizes sizes() {
        return new Sizes(keys, valueBytes, clients, rounds, cell, warmUp, quick);
    }

    /** One pass over the arguments; what is wrong is collected, not thrown at once. */
    private static final class Parser {
        private final List<String> arguments;
        private final List<String> problems = new ArrayList<>();
        private int next;

        private Set<Part> parts = EnumSet.allOf(Part.class);
        private boolean quick;
        private Set<String> servers = KNOWN_SERVERS;
        private List<Integer> clients = List.of(1, 16, 64);
        private int rounds = 3;
        private int cellSeconds = 3;
        private int warmUpSeconds = 20;
        private int keys = 100_000;
        private int valueBytes = 1024;
        private long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        private Path launcher = Path.of("memory-service/target/dist/bin/swarm-memory");
        private final Map<String, String> settings = new TreeMap<>();
        private Path directory = Path.of("benchmarks/target");
        private Optional<Path> docs = Optional.empty();
        private Optional<String> micro = Optional.empty();

        Parser(String... arguments) {
            this.arguments = Arrays.stream(arguments).flatMap(Parser::split).toList();
        }

        /** {@code --name=value} is {@code --name value}, but the value of {@code --set} has an equals sign itself. */
        private static Stream<String> split(String argument) {
            int equals = argument.indexOf('=');
            return argument.startsWith("--") && equals > 0
                    ? Stream.of(argument.substring(0, equals), argument.substring(equals + 1))
                    : Stream.of(argument);
        }

        BenchmarkOptions parse() {
            while (next < arguments.size()) {
                option(arguments.get(next++));
            }
            int most = clients.stream().max(Integer::compare).orElse(1);
            int keysEach = parts.contains(Part.BATCH) ? BatchedWrites.BATCH : 1;
            if (keys < most * keysEach) {
                problems.add("--keys is " + keys + ", expected at least " + most * keysEach + ": "
                        + (keysEach == 1 ? "one key per client" : "a batch of " + keysEach + " keys per client"));
            }
            if (docs.isPresent() && parts.size() < Part.values().length) {
                problems.add("--write-docs writes a whole run down, expected no --only beside it");
            }
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n", problems));
            }
            return new BenchmarkOptions(
                    parts,
                    quick,
                    servers,
                    clients,
                    rounds,
                    Duration.ofSeconds(cellSeconds),
                    Duration.ofSeconds(warmUpSeconds),
                    keys,
                    valueBytes,
                    seed,
                    launcher,
                    settings,
                    directory,
                    docs,
                    micro);
        }

        private void option(String option) {
            switch (option) {
                case "--only" -> parts = partNames(option);
                case "--quick" -> tryOut();
                case "--rounds" -> rounds = number(option, 1, 20);
                case "--cell" -> cellSeconds = number(option, 1, 60);
                case "--warm-up" -> warmUpSeconds = number(option, 0, 120);
                case "--clients" -> clients = clientCounts(option);
                case "--keys" -> keys = number(option, 1, 10_000_000);
                case "--value-bytes" -> valueBytes = number(option, 24, 65_536);
                case "--seed" -> seed = number(option, 0, Integer.MAX_VALUE);
                case "--servers" -> servers = serverNames(option);
                case "--swarm-memory" -> launcher = Path.of(value(option));
                case "--set" -> setting(option);
                case "--dir" -> directory = Path.of(value(option));
                case "--write-docs" -> docs = Optional.of(Path.of(value(option)));
                case "--jmh" -> micro = Optional.of(hasValue() ? value(option) : "");
                default -> problems.add("unknown option '" + option + "', expected one of the options below");
            }
        }

        private void tryOut() {
            quick = true;
            rounds = 1;
            cellSeconds = 1;
            warmUpSeconds = 4;
            keys = 10_000;
        }

        private boolean hasValue() {
            return next < arguments.size() && !arguments.get(next).startsWith("--");
        }

        private String value(String option) {
            if (hasValue()) {
                return arguments.get(next++);
            }
            problems.add(option + " has no value");
            return "";
        }

        private int number(String option, int min, int max) {
            return number(option, value(option), min, max);
        }

        private int number(String option, String text, int min, int max) {
            try {
                int number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Told below together with what is out of range.
            }
            problems.add(option + " is '" + text + "', expected a whole number of " + min + " to " + max);
            return min;
        }

        private List<Integer> clientCounts(String option) {
            return Arrays.stream(value(option).split(",", -1))
                    .map(text -> number(option, text, 1, Cell.MAX_CLIENTS))
                    .toList();
        }

        private Set<Part> partNames(String option) {
            Set<Part> named = EnumSet.noneOf(Part.class);
            for (String name : value(option).split(",", -1)) {
                Arrays.stream(Part.values())
                        .filter(part -> part.option().equals(name))
                        .findFirst()
                        .ifPresentOrElse(
                                named::add,
                                () -> problems.add(option + " has '" + name + "', expected some of " + Part.options()));
            }
            return named;
        }

        private Set<String> serverNames(String option) {
            Set<String> names = new TreeSet<>(Arrays.asList(value(option).split(",", -1)));
            if (!KNOWN_SERVERS.containsAll(names)) {
                problems.add(option + " is " + names + ", expected some of " + KNOWN_SERVERS);
            }
            return names;
        }

        private void setting(String option) {
            String setting = value(option);
            int equals = setting.indexOf('=');
            if (equals < 1) {
                problems.add(option + " is '" + setting + "', expected NAME=VALUE");
            } else {
                settings.put(setting.substring(0, equals), setting.substring(equals + 1));
            }
        }
    }
}
