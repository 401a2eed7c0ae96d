package org.shuqiao.routes.keys;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.shuqiao.certs.keys.MasterKey;
import org.shuqiao.certs.keys.SealBroken;

/** Seals whole records under the master key, in parts that hold for one record, one place in it and one number of parts. */
public final class RecordSeals {
    private static final String FINGERPRINTS = "sealed_record";

    private final KeyVault vault;

    RecordSeals(KeyVault vault) {
        this.vault = vault;
    }

    /** @param record the one row for which it can be opened again */
    public List<byte[]> seal(byte[] body, UUID record, String center) {
        int parts = Math.max(1, (body.length + MasterKey.MAX_SECRET_BYTES - 1) / MasterKey.MAX_SECRET_BYTES);
        List<byte[]> sealed = new ArrayList<>(parts);
        for (int i = 0; i < parts; i++) {
            int from = i * MasterKey.MAX_SECRET_BYTES;
            byte[] part = Arrays.copyOfRange(body, from, Math.min(body.length, from + MasterKey.MAX_SECRET_BYTES));
            sealed.add(vault.seal(part, context(record, center, i, parts)));
        }
        return sealed;
    }

    /** @throws SealBroken if a part was changed, moved, taken away, is of another record, or was sealed by another master */
    public byte[] open(List<byte[]> sealed, UUID record, String center) throws SealBroken {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < sealed.size(); i++) {
            body.writeBytes(vault.open(sealed.get(i), context(record, center, i, sealed.size())));
        }
        return body.toByteArray();
    }

    /** Tells whether the same bytes were sealed before, and nothing else of them. */
    public byte[] fingerprint(byte[] body) {
        return vault.fingerprint(body, FINGERPRINTS);
    }

    private static String context(UUID record, String center, int part, int parts) {
        return "sealed_record/" + record + "/" + center + "/" + part + "/" + parts;
    }
}
