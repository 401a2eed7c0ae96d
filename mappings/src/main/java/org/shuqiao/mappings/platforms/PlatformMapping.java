package org.shuqiao.mappings.platforms;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
     * Where a value of the payload comes from; a value that is joined has several.
     *
     * @param target path in the payload, with {@code *} for array elements
     * @param source path in the dataset; empty for a constant
     * @param zh the platform's own label
     */
    public record Lineage(String target, String source, String zh) {
        public boolean isConstant() {
            return source.equals(CONSTANT);
        }
    }

    private static final String CONSTANT = "";

    private final String id;
    private final String dataset;
    private final String contentType;
    private final byte[] source;
    private final List<Lineage> lineage;
    private final Set<String> conditions;
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
        MappingCompiler compiler = new MappingCompiler(dataset, catalogue, file, ceilings);
        this.target = compiler.compile();
        this.lineage = compiler.lines().stream()
                .flatMap(line -> line.constant() == null
                        ? line.sources().stream().map(from -> new Lineage(line.to(), from, line.zh()))
                        : Stream.of(new Lineage(line.to(), CONSTANT, line.zh())))
                .toList();
        this.conditions = Set.copyOf(compiler.conditions());
        this.sources = Stream.concat(
                        lineage.stream().filter(line -> !line.isConstant()).map(Lineage::source), conditions.stream())
                .collect(Collectors.toUnmodifiableSet());
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

    /** Paths in the dataset of everything that it would write or go by, if the record has it. */
    public Set<String> sources() {
        return sources;
    }

    /**
     * Paths in the dataset of what decides whether something is written. Who reads the payload may learn them from its shape, so they have
     * to be agreed as they are.
     */
    public Set<String> conditions() {
        return conditions;
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
        Writing.Mark nothing = writing.mark();
        if (target.write(record.json(), writing, "") != Target.Written.VALUES) {
            writing.reset(nothing);
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
