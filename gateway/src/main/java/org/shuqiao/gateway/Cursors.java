package org.shuqiao.gateway;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;

/** Places in a list as callers carry them from page to page: text without a meaning of its own. */
final class Cursors {
    private static final int ID_BYTES = 16;

    private Cursors() {}

    static @Nullable String write(@Nullable UUID place) {
        if (place == null) {
            return null;
        }
        byte[] bytes = ByteBuffer.allocate(ID_BYTES)
                .putLong(place.getMostSignificantBits())
                .putLong(place.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * @return null for the first page
     * @throws Failure BAD_REQUEST for a text that no page has given
     */
    static @Nullable UUID read(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == ID_BYTES) {
                ByteBuffer id = ByteBuffer.wrap(bytes);
                return new UUID(id.getLong(), id.getLong());
            }
        } catch (IllegalArgumentException notBase64) {
            throw Members.refused("cursor");
        }
        throw Members.refused("cursor");
    }

    /** @throws Failure BAD_REQUEST for a text that is no UUID */
    static UUID uuid(String text, String member) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw Members.refused(member);
        }
    }
}
