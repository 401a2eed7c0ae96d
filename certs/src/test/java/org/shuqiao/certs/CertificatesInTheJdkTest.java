package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencent.kona.crypto.KonaCryptoProvider;
import com.tencent.kona.crypto.spec.SM2SignatureParameterSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("for as long as another provider is the first of the whole process")
class CertificatesInTheJdkTest {
    @TempDir
    private Path dir;

    @Test
    void readsOursWithKona() throws Exception {
        SigningKey key = Samples.authority(dir).issue("gateway", "网关一号");
        Provider kona = new KonaCryptoProvider();
        Security.insertProviderAt(kona, 1); // the JDK alone knows no SM2 curve, and asks the providers in order
        try {
            X509Certificate leaf = Samples.x509(key.chain().leafDer());
            X509Certificate issuer = Samples.x509(Files.readAllBytes(dir.resolve("ca.pem")));
            assertThat(leaf.getSigAlgOID()).isEqualTo("1.2.156.10197.1.501");
            assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
            assertThat(issuer.getBasicConstraints()).isZero();
            assertThat(leaf.getKeyUsage()).startsWith(true, true, false);
            leaf.checkValidity(Date.from(Samples.NOW));

            var publicKey = (ECPublicKey) issuer.getPublicKey();
            Signature signature = Signature.getInstance("SM2", kona);
            signature.setParameter(new SM2SignatureParameterSpec(publicKey));
            signature.initVerify(publicKey);
            signature.update(leaf.getTBSCertificate());
            assertThat(signature.verify(leaf.getSignature())).isTrue();
        } finally {
            Security.removeProvider(kona.getName());
        }
    }
}
