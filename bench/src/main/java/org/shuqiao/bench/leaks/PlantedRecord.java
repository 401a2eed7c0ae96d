package org.shuqiao.bench.leaks;

import org.jspecify.annotations.Nullable;

/**
 * A record of a center.
 *
 * @param json canonical JSON of its dataset
 * @param planted null in a clean one
 */
record PlantedRecord(String dataset, byte[] json, @Nullable Planted planted) {

    /** @param written the secret as it stands in the record, or stands there in two parts */
    record Planted(Secret secret, Disguise disguise, Place place, String written) {}
}
