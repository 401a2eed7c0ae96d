package org.shuqiao.routes.steps;

import org.shuqiao.mappings.platforms.MappingRefused;
import org.shuqiao.mappings.platforms.PlatformMapping;
import org.shuqiao.routes.failures.ReasonCode;

/** Puts a desensitised record into the platform's names, codes, units and shape: payload bytes and span table. */
public final class MapToPlatform {

    /** @throws TransferStopped where what the agreement leaves does not fit the platform's mapping */
    public PlatformPayload map(DesensitisedRecord record) {
        ClaimedRecord claimed = record.agreed().claimed();
        PlatformMapping mapping = claimed.platform()
                .platform()
                .mapping(claimed.record().dataset())
                .orElseThrow();
        try {
            return new PlatformPayload(record, mapping, mapping.map(record.values(), Watermark.of(record.agreed())));
        } catch (MappingRefused unfit) {
            throw new TransferStopped(record.denied(
                    unfit.reason() == MappingRefused.Reason.WATERMARK_WITHOUT_PLACE
                            ? ReasonCode.DUTY_WATERMARK
                            : ReasonCode.TRANSFORM_MISSING));
        }
    }
}
