package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Every file that is generated from the records and committed. */
final class GeneratedFiles {
    private static final KubernetesSerialization YAML = new KubernetesSerialization(new ObjectMapper(), false);

    private GeneratedFiles() {}

    /** Path below the repository's root to content. */
    static Map<String, String> all() {
        var files = new TreeMap<String, String>();
        CrdManifests.generate().forEach((name, yaml) -> {
            files.put("crds/" + name, yaml);
            files.put("helm/swarm-operator/files/" + name, yaml);
            var definition = YAML.unmarshal(yaml, CustomResourceDefinition.class);
            var kind = definition.getSpec().getNames().getKind().toLowerCase(Locale.ROOT);
            files.put("docs/reference/" + kind + ".md", FieldReference.of(definition));
        });
        return files;
    }
}
