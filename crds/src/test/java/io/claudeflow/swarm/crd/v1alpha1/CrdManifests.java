package io.claudeflow.swarm.crd.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDGenerator.AbstractCRDOutput;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The custom resource definitions as YAML, generated from the records. The generator's own Maven plugin is not used:
 * it sorts the columns by path and offers no step after generation, which {@link SchemaRefiner} needs.
 */
final class CrdManifests {
    /** Every kind. */
    static final List<Class<? extends HasMetadata>> KINDS = List.of(
            SwarmCluster.class,
            SwarmMemoryStore.class,
            SwarmMemoryBackup.class,
            SwarmMemoryRestore.class,
            SwarmMemory.class,
            SwarmTask.class);

    private static final String HEADER =
            "# Generated from the records in crds/src/main/java: edit those, then run make" + " manifests.\n";

    private static final Pattern BOUND = Pattern.compile("((?:min|max)imum: )([0-9.E]+)");

    private CrdManifests() {}

    /** File name to content, for every kind. */
    static Map<String, String> generate() {
        var files = new TreeMap<String, String>();
        for (Class<? extends HasMetadata> kind : KINDS) {
            var output = new Memory();
            new CRDGenerator()
                    .customResourceClasses(kind)
                    .forCRDVersions("v1")
                    .withPostProcessor(new Refinement(kind))
                    .withOutput(output)
                    .generate();
            files.put(HasMetadata.getFullResourceName(kind) + ".yaml", output.text());
        }
        return files;
    }

    /** What happens to a definition between generation and writing. */
    private record Refinement(Class<? extends HasMetadata> kind) implements CRDPostProcessor {
        @Override
        public HasMetadata process(HasMetadata crd, String version) {
            var schema =
                    ((CustomResourceDefinition) crd).getSpec().getVersions().getFirst();
            new SchemaRefiner().refine(schema.getSchema().getOpenAPIV3Schema(), kind);
            var order = Stream.of(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                    .map(AdditionalPrinterColumn::name)
                    .toList();
            schema.getAdditionalPrinterColumns()
                    .sort(Comparator.comparingInt(column -> order.indexOf(column.getName())));
            return crd;
        }
    }

    /** Bounds are doubles in the model and come out as {@code 1.0E7}, which some readers of YAML take for text. */
    private static String plainBounds(String yaml) {
        return BOUND.matcher(yaml)
                .replaceAll(bound -> bound.group(1)
                        + new BigDecimal(bound.group(2)).stripTrailingZeros().toPlainString());
    }

    /** Keeps one generated file. */
    private static final class Memory extends AbstractCRDOutput<ByteArrayOutputStream> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        protected ByteArrayOutputStream createStreamFor(String crdName) {
            return bytes;
        }

        String text() {
            try {
                close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            var text = bytes.toString(StandardCharsets.UTF_8);
            return HEADER + plainBounds(text.substring(text.indexOf('\n') + 1));
        }
    }
}
