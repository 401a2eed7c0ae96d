package org.shuqiao.routes.platforms;

import java.util.Objects;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.Signer;

/** Signs the manifests of files that are handed to a platform, in the form in which it takes our statements. */
public final class FileSignature {
    private final Signer signer;
    private final SignatureForm form;

    public FileSignature(PlatformAccess access) {
        this.signer = Objects.requireNonNull(access.callKeys(), "manifests of files are signed")
                .signer();
        this.form = form(access);
    }

    /** In which a platform takes what we have signed. */
    public static SignatureForm form(PlatformAccess access) {
        return Profiles.form(access.platform().descriptor().statement().signature());
    }

    /** @throws org.shuqiao.certs.KeyUnavailable where there is no key now */
    public byte[] sign(byte[] bytes) {
        Signer pinned = signer.pinned();
        return form.fromDer(pinned.sign(bytes), pinned.chain());
    }
}
