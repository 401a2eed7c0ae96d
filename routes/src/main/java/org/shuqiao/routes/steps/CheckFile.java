package org.shuqiao.routes.steps;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.InvalidRecord;
import org.shuqiao.mappings.NamedFile;
import org.shuqiao.routes.attachments.Attachment;
import org.shuqiao.routes.ledger.AttachmentLedger;
import org.shuqiao.routes.ledger.AttachmentLedger.StoredAttachment;
import org.shuqiao.routes.ledger.NewSubmission;
import org.shuqiao.routes.ledger.SubmissionLedger;

/** Holds what a record says of a file against the file that its center has uploaded. The commit looks once more that it is there. */
public final class CheckFile {
    private final AttachmentLedger attachments;
    private final SubmissionLedger submissions;

    public CheckFile(AttachmentLedger attachments, SubmissionLedger submissions) {
        this.attachments = attachments;
        this.submissions = submissions;
    }

    /** @throws InvalidRecord where there is no such file; but what was accepted once gets its first answer also when the file is gone */
    void check(Dataset dataset, CanonicalRecord record, NewSubmission row) {
        NamedFile named = record.file();
        if (named == null) {
            return;
        }
        Map<String, String> wrong = attachments
                .find(record.centerId(), named.sm3())
                .map(StoredAttachment::attachment)
                .map(there -> differences(dataset, named, there))
                .orElseGet(() -> Map.of(rule(dataset).sm3(), "ATTACHMENT_MISSING"));
        if (!wrong.isEmpty() && !submissions.isKnown(row.recordKey())) {
            throw dataset.refused(wrong);
        }
    }

    private static Map<String, String> differences(Dataset dataset, NamedFile named, Attachment there) {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (named.bytes() != there.bytes()) {
            wrong.put(rule(dataset).bytes(), "ATTACHMENT_SIZE");
        }
        if (!named.mediaType().equals(there.type().mediaType())) {
            wrong.put(rule(dataset).type(), "ATTACHMENT_TYPE");
        }
        return wrong;
    }

    private static Dataset.AttachmentRule rule(Dataset dataset) {
        return dataset.attachmentRule().orElseThrow();
    }
}
