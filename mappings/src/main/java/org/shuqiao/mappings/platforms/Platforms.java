package org.shuqiao.mappings.platforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.masking.TransformCatalogue;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The platforms this gateway can write for. */
public final class Platforms {

    private static final String INDEX = "platforms/index.json";

    private final Map<String, Platform> platforms = new LinkedHashMap<>();

    private Platforms() {}

    /**
     * Loads every platform named in any {@code platforms/index.json} on the class path (each jar may bring its own).
     *
     * @throws MappingRefused for the first descriptor or mapping that is wrong; nothing starts with one in doubt
     */
    public static Platforms load(Datasets datasets) {
        // Mappings name transforms but never run them, so no key is needed here.
        TransformCatalogue catalogue = new TransformCatalogue();
        Platforms loaded = new Platforms();
        try {
            for (URL index : Collections.list(Platforms.class.getClassLoader().getResources(INDEX))) {
                try (InputStream in = index.openStream()) {
                    for (JsonNode id : Resources.JSON.readTree(in)) {
                        loaded.add(id.stringValue(), datasets, catalogue);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return loaded;
    }

    private void add(String id, Datasets datasets, TransformCatalogue catalogue) {
        String folder = "platforms/" + id + "/";
        PlatformDescriptor descriptor = descriptor(Resources.bytes(folder + "descriptor.json"));
        Map<String, PlatformMapping> mappings = new HashMap<>();
        descriptor.datasets().forEach((dataset, resource) -> {
            byte[] source = Resources.bytes(folder + dataset + ".mapping.json");
            PlatformMapping mapping = PlatformMapping.of(source, datasets, catalogue, resource.classCeilings());
            if (!mapping.dataset().equals(dataset)) {
                throw new MappingRefused(Reason.UNKNOWN_DATASET, dataset);
            }
            mappings.put(dataset, mapping);
        });
        byte[] agreement = Resources.bytes(folder + "sample-agreement.json");
        Optional<byte[]> inbound = descriptor.returns().map(returns -> inbound(folder, returns, datasets));
        Platform platform = new Platform(descriptor, mappings, agreement, inbound);
        if (!descriptor.id().equals(id) || platforms.put(id, platform) != null) {
            throw new IllegalStateException("platform " + id + " is there twice or under another name");
        }
    }

    private static byte[] inbound(String folder, ReturnDescription returns, Datasets datasets) {
        for (String dataset : returns.datasets().keySet()) {
            if (datasets.find(dataset).isEmpty()) {
                throw new MappingRefused(Reason.UNKNOWN_DATASET, dataset);
            }
        }
        return Resources.bytes(folder + "sample-agreement-in.json");
    }

    /** @throws MappingRefused for anything but a descriptor whose parts fit together */
    static PlatformDescriptor descriptor(byte[] json) {
        try {
            return Resources.JSON.readValue(json, PlatformDescriptor.class);
        } catch (JacksonException malformed) {
            throw new MappingRefused(Reason.MALFORMED, "descriptor.json", malformed);
        }
    }

    public Optional<Platform> find(String id) {
        return Optional.ofNullable(platforms.get(id));
    }

    public Collection<Platform> all() {
        return Collections.unmodifiableCollection(platforms.values());
    }
}
