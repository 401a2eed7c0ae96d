package org.shuqiao.routes.attachments;

import static org.shuqiao.routes.attachments.AttachmentFault.NESTED_ARCHIVE;
import static org.shuqiao.routes.attachments.AttachmentFault.TYPE_UNKNOWN;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Says what a file is, from nothing but what is in it. Reads a file of any size in little memory and bounded time; executes and renders
 * nothing. A file that passes has the frame of its type and none of what is looked for, which does not prove that it is harmless.
 */
public final class FileInspector {
    private static final int HEAD_BYTES = 16;
    private static final int LONGEST_COMMENT = 0xFFFF;

    /** @throws AttachmentRefused for what is none of {@link AttachmentType}, or has in it what an attachment must not have */
    public AttachmentType inspect(FileChannel channel) throws IOException, AttachmentRefused {
        FileBytes file = new FileBytes(channel);
        byte[] head = file.first(HEAD_BYTES);
        if (Magic.ZIP.begins(head)) {
            return OfficePackage.inspect(ZipDirectory.read(file));
        }
        AttachmentType type;
        if (Magic.PDF.begins(head)) {
            type = AttachmentType.PDF;
            PdfNames.inspect(file);
        } else if (Magic.PNG.begins(head)) {
            type = AttachmentType.PNG;
            ImageFrames.png(file);
        } else if (Magic.JPEG.begins(head)) {
            type = AttachmentType.JPEG;
            ImageFrames.jpeg(file);
        } else {
            throw new AttachmentRefused(TYPE_UNKNOWN);
        }
        refuseArchiveBehind(file);
        return type;
    }

    /** Archives are read from their end, so one may stand behind any other file. */
    private static void refuseArchiveBehind(FileBytes file) throws IOException, AttachmentRefused {
        byte[] tail = file.last(ZipDirectory.END_BYTES + LONGEST_COMMENT);
        for (int at = tail.length - ZipDirectory.END_BYTES; at >= 0; at--) {
            if (ZipDirectory.isEnd(tail, at)) {
                throw new AttachmentRefused(NESTED_ARCHIVE);
            }
        }
    }
}
