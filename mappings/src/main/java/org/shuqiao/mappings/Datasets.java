package org.shuqiao.mappings;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The datasets this gateway knows. */
public final class Datasets {

    private final Map<String, Dataset> datasets = new LinkedHashMap<>();

    private Datasets() {}

    /** Loads every dataset named in {@code datasets/index.json}. */
    public static Datasets load() {
        Datasets loaded = new Datasets();
        KindChecks kindChecks = new KindChecks();
        Messages messages = new Messages();
        StrictJson strictJson = new StrictJson();
        for (JsonNode id : Resources.json("datasets/index.json")) {
            Dataset dataset = Dataset.load(id.stringValue(), kindChecks, messages, strictJson);
            loaded.datasets.put(dataset.id(), dataset);
        }
        return loaded;
    }

    public Optional<Dataset> find(String id) {
        return Optional.ofNullable(datasets.get(id));
    }

    /** Those whose records a center may submit. */
    public List<Dataset> submitted() {
        return datasets.values().stream().filter(Dataset::isSubmitted).toList();
    }

    public Collection<Dataset> all() {
        return Collections.unmodifiableCollection(datasets.values());
    }
}
