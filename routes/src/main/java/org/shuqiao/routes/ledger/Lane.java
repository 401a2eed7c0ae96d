package org.shuqiao.routes.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.shuqiao.certs.Sm3;

/** The unit that keeps order: one record of one center on its way to one platform. */
public record Lane(String center, String dataset, String recordId, String platform) {

    /** First 16 bytes of SM3 over the four parts, each closed by a zero byte (none of them can hold one). */
    byte[] key() {
        byte[] digest = Sm3.digest(
                (center + '\0' + dataset + '\0' + recordId + '\0' + platform + '\0').getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(digest, 16);
    }
}
