package org.shuqiao.mappings.platforms;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CellTable;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.mappings.masking.TransformCatalogue;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** How records of one dataset are written for one platform, from {@code platforms/<id>/<dataset>.mapping.yaml}. Thread-safe. */
public final class PlatformMapping {

    /**
     * One line of the mapping: where a value of the payload comes from.
     *
     * @param target path in the payload, with {@code *} for array elements
     * @param source path in the dataset
     * @param zh the platform's own label
     */
    public record Lineage(String target, String source, String zh) {}

    private final String id;
    private final String dataset;
    private final String contentType;
    private final byte[] source;
    private final List<Lineage> lineage;
    private final Set<String> sources;
    private final boolean hasWatermark;
    private final Target target;

    private PlatformMapping(
            YamlFile file, byte[] source, Dataset dataset, TransformCatalogue catalogue, Set<FieldClass> ceilings) {
        JsonNode json = file.json();
        this.id = json.required("id").stringValue() + "/"
                + json.required("version").stringValue();
        this.dataset = dataset.id();
        this.contentType = json.required("contentType").stringValue();
        this.source = source;
        this.hasWatermark = json.has("watermark");
        this.target = new MappingCompiler(dataset, catalogue, file, ceilings).compile();
        this.lineage = json.required("fields")
                .valueStream()
                .map(line -> new Lineage(
                        line.required("to").stringValue(),
                        line.required("from").stringValue(),
                        line.required("zh").stringValue()))
                .toList();
        this.sources = lineage.stream().map(Lineage::source).collect(Collectors.toUnmodifiableSet());
        for (CellTable table : dataset.tables()) {
            if (sources.stream().anyMatch(table::hides) && !sources.contains(table.markPath())) {
                throw new MappingRefused(Reason.SUPPRESSION_NOT_SHOWN, table.path())
                        .at(file.name(), file.line("/fields"));
            }
        }
    }

    /**
     * @param name of the file, for refusals
     * @param ceilings the highest classes that the platform takes of the dataset
     * @throws MappingRefused if the mapping is wrong in any way that can be seen without a record
     */
    static PlatformMapping of(
            String name, byte[] source, Datasets datasets, TransformCatalogue catalogue, Set<FieldClass> ceilings) {
        YamlFile file = YamlFile.read(name, source);
        try {
            String id = file.json().required("dataset").stringValue();
            Dataset dataset = datasets.find(id)
                    .orElseThrow(() -> new MappingRefused(Reason.UNKNOWN_DATASET, id).at(name, file.line("/dataset")));
            return new PlatformMapping(file, source, dataset, catalogue, ceilings);
        } catch (JacksonException | IllegalArgumentException malformed) {
            throw new MappingRefused(Reason.MALFORMED, "").at(name, 1);
        }
    }

    /** Id and version, for example {@code qingdao-activity/1.0.0}. */
    public String id() {
        return id;
    }

    /** Id of the dataset it maps. */
    public String dataset() {
        return dataset;
    }

    /** The bytes of the mapping file, to be hashed for the statement. */
    public byte[] source() {
        return source.clone();
    }

    public List<Lineage> lineage() {
        return lineage;
    }

    /** Paths in the dataset of everything that it would write, if the record has it. */
    public Set<String> sources() {
        return sources;
    }

    /** Whether the form has a place for a mark of provenance. */
    public boolean hasWatermark() {
        return hasWatermark;
    }

    /** As {@link #map(Desensitised, String)}, without a watermark. */
    public MappedPayload map(Desensitised record) {
        return map(record, null);
    }

    /**
     * Writes the payload. Fields that the record does not have (any more) are left out.
     *
     * @param watermark the mark of provenance; null where none is demanded
     * @throws MappingRefused TRANSFORM_NOT_ACCEPTED if the agreement's transform does not fit this mapping, VALUE_NOT_CONVERTIBLE if a
     *     table or date has no answer for a value, WATERMARK_WITHOUT_PLACE if the form has no place for the mark
     */
    public MappedPayload map(Desensitised record, @Nullable String watermark) {
        if (!record.dataset().id().equals(dataset)) {
            throw new IllegalArgumentException("a record of " + record.dataset().id() + " is none of " + dataset);
        }
        if (watermark != null && !hasWatermark) {
            throw new MappingRefused(Reason.WATERMARK_WITHOUT_PLACE, id);
        }
        Writing writing = new Writing(record, watermark);
        if (!target.write(record.json(), writing, "")) {
            writing.out().ascii('{');
            writing.out().ascii('}');
        }
        return new MappedPayload(writing.out().bytes(), contentType, writing.spans());
    }

    @Override
    public String toString() {
        return "PlatformMapping[" + id + "]";
    }
}
