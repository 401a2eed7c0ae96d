package org.shuqiao.routes.steps;

import org.shuqiao.mappings.PlatformMapping;

/** Puts a desensitised record into the platform's names, codes, units and shape: payload bytes and span table. */
public final class MapToPlatform {

    public PlatformPayload map(DesensitisedRecord record) {
        ClaimedRecord claimed = record.agreed().claimed();
        PlatformMapping mapping = claimed.platform()
                .platform()
                .mapping(claimed.record().dataset())
                .orElseThrow();
        return new PlatformPayload(record, mapping, mapping.map(record.values()));
    }
}
