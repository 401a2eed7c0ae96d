package org.shuqiao.routes.attachments;

import static org.shuqiao.routes.attachments.AttachmentFault.DAMAGED;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Whether images are built as images are. Their pixels are not looked at. */
final class ImageFrames {
    private static final int PNG_CHUNKS_FROM = 8;
    private static final int PNG_FRAME_BYTES = 12;
    private static final int PNG_CHUNKS = 200_000;
    private static final int IHDR = 0x49484452;
    private static final int IEND = 0x49454E44;
    private static final int JPEG_SEGMENTS = 10_000;
    private static final int START_OF_SCAN = 0xDA;

    private ImageFrames() {}

    /** PNG (ISO/IEC 15948 §5): chunk by chunk from IHDR to IEND, and nothing behind it. */
    static void png(FileBytes file) throws IOException, AttachmentRefused {
        long at = PNG_CHUNKS_FROM;
        for (int chunk = 0; chunk < PNG_CHUNKS; chunk++) {
            ByteBuffer head = file.at(at, 8).order(ByteOrder.BIG_ENDIAN);
            int length = head.getInt();
            int name = head.getInt();
            if (length < 0 || (chunk == 0) != (name == IHDR)) {
                break;
            }
            at += PNG_FRAME_BYTES + (long) length;
            if (name == IEND && at == file.size()) {
                return;
            }
        }
        throw new AttachmentRefused(DAMAGED);
    }

    /** JPEG (ITU-T T.81 annex B): segment by segment to the first scan. Cameras leave things of their own behind the image. */
    static void jpeg(FileBytes file) throws IOException, AttachmentRefused {
        long at = 2;
        for (int segment = 0; segment < JPEG_SEGMENTS; segment++) {
            ByteBuffer head = file.at(at, 4).order(ByteOrder.BIG_ENDIAN);
            int fill = head.get() & 0xFF;
            int marker = head.get() & 0xFF;
            if (fill != 0xFF) {
                break;
            }
            if (marker == 0xFF) { // a fill byte
                at++;
                continue;
            }
            int length = head.getShort() & 0xFFFF;
            if (marker < 0xC0 || length < 2) {
                break;
            }
            at += 2 + (long) length;
            if (marker == START_OF_SCAN && at < file.size()) {
                return;
            }
        }
        throw new AttachmentRefused(DAMAGED);
    }
}
