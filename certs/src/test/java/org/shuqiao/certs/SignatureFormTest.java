package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureFormTest {
    private static final byte[] MESSAGE = utf8("message");

    @TempDir
    private Path dir;

    private DevelopmentAuthority authority;
    private SigningKey key;

    @BeforeEach
    void makeKey() throws Exception {
        authority = Samples.authority(dir);
        key = authority.issue("gateway", "gateway");
    }

    @Test
    void carriesOneSignatureInEveryForm() throws Exception {
        byte[] der = key.signer(RANDOM, "partner").sign(MESSAGE);
        for (SignatureForm form : SignatureForm.values()) {
            byte[] wire = form.fromDer(der, key.chain());
            assertThat(form.toDer(wire)).isEqualTo(der);
            assertThat(SignatureForm.of(form.id())).isEqualTo(form);
            var profile = new SignatureProfile(form, "partner", false);
            authority.trusted().verifier(key.chain(), NOW, profile).verify(MESSAGE, wire);
        }
        assertThat(SignatureForm.RAW.fromDer(der, key.chain())).hasSize(64);
    }

    @Test
    void findsTheCertificateInACms() throws Exception {
        byte[] cms = SignatureForm.CMS.fromDer(key.signer(RANDOM).sign(MESSAGE), key.chain());
        assertThat(SignatureForm.certificates(cms).leafDer())
                .isEqualTo(key.chain().leafDer());
        assertThat(SignatureForm.certificates(cms).certificates()).hasSize(1);
    }
}
