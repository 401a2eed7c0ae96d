package org.shuqiao.routes.platforms;

import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.mappings.platforms.SignatureDescription;

/** From what a descriptor says of signatures to what signs and verifies them. */
final class Profiles {
    private Profiles() {}

    static SignatureForm form(SignatureDescription description) {
        return switch (description.form()) {
            case DER -> SignatureForm.DER;
            case RAW -> SignatureForm.RAW;
            case CMS -> SignatureForm.CMS;
        };
    }

    static SignatureProfile of(SignatureDescription description) {
        return new SignatureProfile(form(description), description.userId(), false);
    }
}
