package org.shuqiao.mappings.platforms;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A platform: its descriptor and a mapping for each dataset it takes. */
public final class Platform {

    private final PlatformDescriptor descriptor;
    private final Map<String, PlatformMapping> mappings;
    private final byte[] sampleAgreement;
    private final Optional<byte[]> sampleInboundAgreement;

    Platform(
            PlatformDescriptor descriptor,
            Map<String, PlatformMapping> mappings,
            byte[] sampleAgreement,
            Optional<byte[]> sampleInboundAgreement) {
        this.descriptor = descriptor;
        this.mappings = Map.copyOf(mappings);
        this.sampleAgreement = sampleAgreement;
        this.sampleInboundAgreement = sampleInboundAgreement;
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

    /** The same for what the platform sends to a center (direction {@code in}); empty where it sends nothing. */
    public Optional<byte[]> sampleInboundAgreement() {
        return sampleInboundAgreement.map(byte[]::clone);
    }

    /**
     * Whether this one can follow another while transfers are on their way: what is sent, where it goes and how answers are read stays as
     * it is; what is decided before it is signed may differ.
     */
    public boolean canFollow(Platform other) {
        PlatformDescriptor before = other.descriptor;
        return resources().equals(other.resources())
                && descriptor.equals(new PlatformDescriptor(
                        before.id(),
                        descriptor.name(),
                        before.usci(),
                        before.endpointId(),
                        descriptor.purpose(),
                        descriptor.audience(),
                        descriptor.acts(),
                        descriptor.passesOnTo(),
                        descriptor.datasets(),
                        before.attachments(),
                        before.transport(),
                        before.call(),
                        before.clock(),
                        before.statement(),
                        before.results(),
                        before.receipt(),
                        before.redelivery(),
                        before.query(),
                        before.collect(),
                        before.returns(),
                        before.review(),
                        before.limits()));
    }

    private Map<String, String> resources() {
        return descriptor.datasets().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, dataset -> dataset.getValue().resource()));
    }

    /** Whether another one says the same, its mappings and agreements byte for byte. */
    public boolean isSameAs(Platform other) {
        return descriptor.equals(other.descriptor)
                && Arrays.equals(sampleAgreement, other.sampleAgreement)
                && Arrays.equals(sampleInboundAgreement.orElse(null), other.sampleInboundAgreement.orElse(null))
                && mappings.keySet().equals(other.mappings.keySet())
                && mappings.values().stream().allMatch(mapping -> other.mapping(mapping.dataset())
                        .filter(its -> Arrays.equals(its.source(), mapping.source()))
                        .isPresent());
    }

    @Override
    public String toString() {
        return "Platform[" + id() + "]";
    }
}
