package org.shuqiao.mappings.agreements;

import java.util.Optional;
import java.util.function.Function;
import org.shuqiao.mappings.ViolationList;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.PlatformMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether the form of a platform has a place for the watermark that an agreement demands. To a platform that is not known nothing goes.
 */
final class WatermarkTerms {
    private final Function<String, Optional<Platform>> platforms;

    WatermarkTerms(Function<String, Optional<Platform>> platforms) {
        this.platforms = platforms;
    }

    void check(ObjectNode agreement, ViolationList violations) {
        Platform platform =
                platforms.apply(agreement.at("/consumer/platform").asString("")).orElse(null);
        if (platform == null || !agreement.path("direction").asString("").equals("out")) {
            return;
        }
        AgreementProfile.each(agreement.path("permission"), i -> "/permission/" + i, (pointer, permission) -> {
            if (!hasPlace(platform, permission)) {
                AgreementProfile.each(permission.path("duties_pre"), i -> pointer + "/duties_pre/" + i, (at, duty) -> {
                    if (duty.asString("").equals("watermark")) {
                        violations.add(at, "WATERMARK_WITHOUT_PLACE");
                    }
                });
            }
        });
    }

    private static boolean hasPlace(Platform platform, JsonNode permission) {
        return platform.mapping(permission.path("dataset").asString(""))
                .map(PlatformMapping::hasWatermark)
                .orElse(false);
    }
}
