package org.shuqiao.routes.keys;

/**
 * Marks by which equal findings are known, on every gateway of a ledger. Without the master key no number or name can be tried against
 * them, few as there are.
 */
public final class FindingMarks {
    private static final String CONTEXT = "quarantine_finding";

    private final KeyVault vault;

    FindingMarks(KeyVault vault) {
        this.vault = vault;
    }

    /** @return 32 bytes */
    public byte[] of(byte[] finding) {
        return vault.fingerprint(finding, CONTEXT);
    }
}
