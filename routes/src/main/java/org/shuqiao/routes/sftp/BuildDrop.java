package org.shuqiao.routes.sftp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.PlatformDescriptor.StatementCarrier;
import org.shuqiao.routes.attachments.Attachment;
import org.shuqiao.routes.attachments.AttachmentSource;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.FileSignature;
import org.shuqiao.routes.platforms.PlatformAccess;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** From a deposit to the files of a drop: one JSON line for each row, attachments beside them, and a signed manifest of all. */
final class BuildDrop {
    static final String FORMAT = "shuqiao.drop.v1";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Base64.Encoder BASE64 = Base64.getEncoder();
    private static final int ID_HEX_CHARS = 32;

    private final PlatformAccess access;
    private final PlatformDescriptor descriptor;
    private final Map<String, String> members;
    private final String folder;
    private final FileSignature signature;
    private final AttachmentSource attachments;
    private final boolean takesFiles;

    BuildDrop(PlatformAccess access, String folder, AttachmentSource attachments) {
        this.access = access;
        this.descriptor = access.platform().descriptor();
        this.members = ((StatementCarrier.Body) descriptor.statement()).members();
        this.folder = folder;
        this.signature = new FileSignature(access);
        this.attachments = attachments;
        this.takesFiles = descriptor.attachments() == PlatformDescriptor.Attachments.FILES;
    }

    /**
     * @param drop empty where nothing is left to be dropped
     * @param refused transfers whose attachment is not there, so that they cannot be dropped as they are
     */
    record Built(Optional<Drop> drop, Set<UUID> refused) {}

    Built build(Deposit deposit) {
        Set<UUID> refused = new HashSet<>();
        List<Deposit.Row> rows = new ArrayList<>();
        Map<UUID, Drop.Content> files = new HashMap<>();
        for (Deposit.Row row : deposit.rows()) {
            Optional<Attachment> attachment = takesFiles ? attachments.of(row.key()) : Optional.empty();
            if (attachment.isPresent() && isGone(attachment.get())) {
                refused.add(row.key());
            } else {
                rows.add(row);
                attachment.ifPresent(file -> files.put(row.key(), content(row.key(), file)));
            }
        }
        return new Built(rows.isEmpty() ? Optional.empty() : Optional.of(drop(deposit, rows, files)), refused);
    }

    private boolean isGone(Attachment attachment) {
        try (InputStream there =
                attachments.open(attachment.sm3(), attachment.center()).orElse(null)) {
            return there == null;
        } catch (IOException unreadable) {
            return true;
        }
    }

    /** Its name is that of its transfer, so that what one attempt has brought over serves the next, whatever else is in its batch. */
    private Drop.Content content(UUID key, Attachment attachment) {
        return new Drop.Content(
                access.clientId() + "-" + key + "." + attachment.type().ending(),
                true,
                attachment.bytes(),
                attachment.sm3(),
                0,
                () -> attachments
                        .open(attachment.sm3(), attachment.center())
                        .orElseThrow(() -> new SftpTrouble(SftpTrouble.Kind.ATTACHMENT_GONE)));
    }

    private Drop drop(Deposit deposit, List<Deposit.Row> rows, Map<UUID, Drop.Content> files) {
        byte[] lines = lines(deposit, rows, files);
        String sm3 = Sm3.hex(lines);
        List<Drop.Content> contents = new ArrayList<>();
        contents.add(Drop.Content.of(".jsonl", lines, sm3, rows.size()));
        rows.forEach(row -> Optional.ofNullable(files.get(row.key())).ifPresent(contents::add));
        Deposit.Row oldest = rows.get(0);
        return new Drop(
                folder,
                access.clientId(),
                oldest.about().createdAt(),
                sm3.substring(0, ID_HEX_CHARS),
                rows.stream().mapToInt(Deposit.Row::attempt).max().orElseThrow(),
                contents,
                name -> seal(manifest(name, deposit, rows, contents)));
    }

    private byte[] lines(Deposit deposit, List<Deposit.Row> rows, Map<UUID, Drop.Content> files) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Deposit.Row row : rows) {
            ObjectNode line = JSON.createObjectNode()
                    .put("key", row.key().toString())
                    .put("dataset", deposit.resource())
                    .put("contentType", row.contentType())
                    .put("content", BASE64.encodeToString(row.payload()))
                    .put(member("statement"), BASE64.encodeToString(row.statement()))
                    .put(member("signature"), BASE64.encodeToString(row.signature()));
            Drop.Content file = files.get(row.key());
            if (file != null) {
                line.putObject("attachment")
                        .put("name", file.name())
                        .put("bytes", file.bytes())
                        .put("sm3", file.sm3());
            }
            lines.writeBytes(JSON.writeValueAsBytes(line));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private String member(String meaning) {
        return Objects.requireNonNull(members.get(meaning));
    }

    private byte[] manifest(String name, Deposit deposit, List<Deposit.Row> rows, List<Drop.Content> contents) {
        ObjectNode manifest = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("message", name)
                .put("batchId", deposit.batchId())
                .put("sender", access.clientId())
                .put("platform", access.id())
                .put("dataset", deposit.resource())
                .put(
                        "catalogCode",
                        Objects.requireNonNull(descriptor.datasets().get(deposit.dataset()))
                                .catalogCode())
                .put("resend", deposit.resend());
        ArrayNode mappings = manifest.putArray("mappings");
        ArrayNode agreements = manifest.putArray("agreements");
        new TreeMap<>(mappingsOf(rows))
                .forEach((id, hash) -> mappings.addObject().put("id", id).put("hash", hash));
        for (Statement.Agreement agreement : agreementsOf(rows)) {
            agreements
                    .addObject()
                    .put("id", agreement.id())
                    .put("version", agreement.version())
                    .put("hash", agreement.hash());
        }
        ArrayNode files = manifest.putArray("files");
        for (Drop.Content content : contents) {
            files.addObject()
                    .put("name", content.nameIn(name))
                    .put("bytes", content.bytes())
                    .put("rows", content.rows())
                    .put("sm3", content.sm3());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
    }

    /** The schema that rows have is that of the mapping that made them. */
    private static Map<String, String> mappingsOf(List<Deposit.Row> rows) {
        Map<String, String> mappings = new HashMap<>();
        rows.forEach(row ->
                mappings.put(row.about().mapping().id(), row.about().mapping().hash()));
        return mappings;
    }

    private static List<Statement.Agreement> agreementsOf(List<Deposit.Row> rows) {
        return rows.stream()
                .flatMap(row -> row.about().agreements().stream())
                .distinct()
                .sorted(Comparator.comparing(Statement.Agreement::id).thenComparing(Statement.Agreement::version))
                .toList();
    }

    private Drop.Sealed seal(byte[] manifest) throws SftpTrouble {
        try {
            return new Drop.Sealed(
                    manifest,
                    (BASE64.encodeToString(signature.sign(manifest)) + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (KeyUnavailable missing) {
            throw new SftpTrouble(SftpTrouble.Kind.NO_KEY, missing);
        }
    }
}
