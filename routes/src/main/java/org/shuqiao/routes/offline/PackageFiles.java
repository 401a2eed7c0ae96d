package org.shuqiao.routes.offline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.forms.Forms;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.attachments.Attachment;
import org.shuqiao.routes.attachments.AttachmentSource;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.PlatformAccess;

/** The files of one transfer in a package. The same transfer gives the same bytes whenever it is asked for. */
final class PackageFiles {
    private final PlatformDescriptor descriptor;
    private final AttachmentSource attachments;
    private final PrintedForm printed = new PrintedForm(Forms.load());

    PackageFiles(PlatformAccess access, AttachmentSource attachments) {
        this.descriptor = access.platform().descriptor();
        this.attachments = attachments;
    }

    /** What goes with a transfer as a file; empty for most. */
    Optional<Attachment> attachment(Deposit.Row row) {
        return descriptor.attachments() == PlatformDescriptor.Attachments.FILES
                ? attachments.of(row.key())
                : Optional.empty();
    }

    boolean isThere(Attachment attachment) {
        try (var bytes = attachments.open(attachment.sm3(), attachment.center()).orElse(null)) {
            return bytes != null;
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Form, payload, statement and its signature, and the attachment where there is one. */
    List<PackageFile> of(Deposit.Row row, @Nullable Attachment attachment) {
        String key = row.key().toString();
        List<PackageFile> files = new ArrayList<>();
        files.add(PackageFile.of(
                "forms/" + key + ".html", printed.print(resource(row).resource(), key, row.payload())));
        files.add(PackageFile.of("payloads/" + key + ".json", row.payload()));
        files.add(PackageFile.of(statement(row.key()), row.statement()));
        files.add(PackageFile.of(
                "statements/" + key + ".sig",
                (Base64.getEncoder().encodeToString(row.signature()) + "\n").getBytes(StandardCharsets.US_ASCII)));
        if (attachment != null) {
            files.add(new PackageFile(
                    "attachments/" + key + "." + attachment.type().ending(),
                    attachment.bytes(),
                    attachment.sm3(),
                    () -> attachments
                            .open(attachment.sm3(), attachment.center())
                            .orElseThrow(() -> new IOException("an attachment is not there any more"))));
        }
        return files;
    }

    /** The name of a transfer's statement in its package. */
    static String statement(UUID transfer) {
        return "statements/" + transfer + ".json";
    }

    PlatformDescriptor.Resource resource(Deposit.Row row) {
        return Objects.requireNonNull(
                descriptor.datasets().get(row.about().dataset()), "only datasets that the platform takes leave for it");
    }
}
