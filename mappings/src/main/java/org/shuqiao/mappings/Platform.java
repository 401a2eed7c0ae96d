package org.shuqiao.mappings;

import java.util.Map;
import java.util.Optional;

/** A platform: its descriptor and a mapping for each dataset it takes. */
public final class Platform {

    private final PlatformDescriptor descriptor;
    private final Map<String, PlatformMapping> mappings;
    private final byte[] sampleAgreement;

    Platform(PlatformDescriptor descriptor, Map<String, PlatformMapping> mappings, byte[] sampleAgreement) {
        this.descriptor = descriptor;
        this.mappings = Map.copyOf(mappings);
        this.sampleAgreement = sampleAgreement;
    }

    public String id() {
        return descriptor.id();
    }

    public PlatformDescriptor descriptor() {
        return descriptor;
    }

    /** The mapping for a dataset, or empty if the platform does not take it. */
    public Optional<PlatformMapping> mapping(String dataset) {
        return Optional.ofNullable(mappings.get(dataset));
    }

    /** An agreement (profile cdg-1, JSON, not signed) that permits exactly what the mappings carry: a template for demo and tests. */
    public byte[] sampleAgreement() {
        return sampleAgreement.clone();
    }

    @Override
    public String toString() {
        return "Platform[" + id() + "]";
    }
}
