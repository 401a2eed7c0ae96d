package org.shuqiao.mappings.platforms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.masking.TransformCatalogue;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.node.ObjectNode;

/** Makes a platform of the files of its folder, or says what is wrong with them. Thread-safe. */
public final class PlatformLoader {

    public static final String DESCRIPTOR = "descriptor.yaml";
    public static final String AGREEMENT = "sample-agreement.json";
    public static final String INBOUND_AGREEMENT = "sample-agreement-in.json";
    static final String MAPPING = ".mapping.yaml";
    private static final String ATTACHMENTS = "attachments";

    private final PlatformSchema descriptorSchema = new PlatformSchema(PlatformSchema.DESCRIPTOR);
    private final PlatformSchema mappingSchema = new PlatformSchema(PlatformSchema.MAPPING);
    private final Datasets datasets;
    // Mappings name transforms but never run them, so no key is needed here.
    private final TransformCatalogue catalogue = new TransformCatalogue();

    public PlatformLoader(Datasets datasets) {
        this.datasets = datasets;
    }

    /** @throws MappingRefused for the first thing that is wrong; no platform is used with anything in doubt */
    public Platform load(PlatformFiles files) {
        YamlFile file = files.yaml(DESCRIPTOR);
        descriptorSchema.check(file);
        PlatformDescriptor descriptor = descriptor(file);
        if (!descriptor.id().equals(files.id())) {
            throw new MappingRefused(Reason.MALFORMED, "/id", "the id is the folder's name")
                    .at(file.name(), file.line("/id"));
        }
        Map<String, PlatformMapping> mappings = new HashMap<>();
        descriptor.datasets().forEach((dataset, resource) -> mappings.put(dataset, mapping(files, dataset, resource)));
        byte[] agreement = files.read(AGREEMENT);
        Optional<byte[]> inbound = descriptor.returns().map(returns -> inbound(files, file, returns));
        return new Platform(descriptor, mappings, agreement, inbound);
    }

    /**
     * Everything that {@link #load} would refuse, as far as one thing can be judged without another.
     *
     * @return empty for a platform that would be loaded
     */
    public List<MappingRefused> refusals(PlatformFiles files) {
        List<MappingRefused> refusals = new ArrayList<>();
        try {
            YamlFile file = files.yaml(DESCRIPTOR);
            refusals.addAll(descriptorSchema.refusals(file));
            descriptor(file).datasets().forEach((dataset, resource) -> mapping(files, dataset, resource, refusals));
            if (refusals.isEmpty()) {
                var unused = load(files);
            }
        } catch (MappingRefused refused) {
            // Of what the schema has told already, this would be an echo.
            if (refusals.isEmpty()) {
                refusals.add(refused);
            }
        }
        return refusals;
    }

    private void mapping(
            PlatformFiles files, String dataset, PlatformDescriptor.Resource resource, List<MappingRefused> refusals) {
        try {
            String name = mappingFile(dataset);
            List<MappingRefused> shape = mappingSchema.refusals(files.yaml(name));
            refusals.addAll(shape);
            if (shape.isEmpty()) {
                var unused = mapping(files, dataset, resource);
            }
        } catch (MappingRefused refused) {
            refusals.add(refused);
        }
    }

    public static String mappingFile(String dataset) {
        return dataset + MAPPING;
    }

    private PlatformMapping mapping(PlatformFiles files, String dataset, PlatformDescriptor.Resource resource) {
        String name = mappingFile(dataset);
        byte[] source = files.read(name);
        mappingSchema.check(YamlFile.read(files.path(name), source));
        PlatformMapping mapping =
                PlatformMapping.of(files.path(name), source, datasets, catalogue, resource.classCeilings());
        if (!mapping.dataset().equals(dataset)) {
            throw new MappingRefused(Reason.UNKNOWN_DATASET, "/dataset", "the file is named after another dataset")
                    .at(files.path(name), 1);
        }
        return mapping;
    }

    private byte[] inbound(PlatformFiles files, YamlFile descriptor, ReturnDescription returns) {
        for (String dataset : returns.datasets().keySet()) {
            if (datasets.find(dataset).isEmpty()) {
                throw new MappingRefused(Reason.UNKNOWN_DATASET, dataset)
                        .at(descriptor.name(), descriptor.line("/returns/datasets/" + dataset));
            }
        }
        return files.read(INBOUND_AGREEMENT);
    }

    /** @throws MappingRefused for anything but a descriptor whose parts fit together */
    static PlatformDescriptor descriptor(YamlFile file) {
        try {
            ObjectNode json = file.json().deepCopy();
            json.putIfAbsent(ATTACHMENTS, json.stringNode("none")); // files go only where a descriptor says so
            return Resources.JSON.treeToValue(json, PlatformDescriptor.class);
        } catch (DatabindException unfit) {
            String pointer = unfit.getPath().stream()
                    .map(reference -> "/"
                            + (reference.getPropertyName() == null
                                    ? Integer.toString(reference.getIndex())
                                    : reference.getPropertyName()))
                    .collect(Collectors.joining());
            String rule = unfit.getCause() instanceof IllegalArgumentException broken && broken.getMessage() != null
                    ? broken.getMessage()
                    : "";
            throw new MappingRefused(Reason.MALFORMED, pointer, rule).at(file.name(), file.line(pointer));
        } catch (JacksonException malformed) {
            throw new MappingRefused(Reason.MALFORMED, "").at(file.name(), 1);
        }
    }
}
