package org.shuqiao.certs;

import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** The names in a SignedData: of GM/T 0010-2012 when written, also of plain PKCS #7 when read, since both are in use. */
final class Cms {
    static final ASN1ObjectIdentifier SIGNED_DATA = GMObjectIdentifiers.sm2_pkcs7_signedData;
    static final ASN1ObjectIdentifier DATA = GMObjectIdentifiers.sm2_pkcs7_data;
    static final AlgorithmIdentifier SM3 = new AlgorithmIdentifier(GMObjectIdentifiers.sm3);

    private static final Set<ASN1ObjectIdentifier> SIGNED_DATA_NAMES =
            Set.of(SIGNED_DATA, PKCSObjectIdentifiers.signedData);
    private static final Set<ASN1ObjectIdentifier> DATA_NAMES = Set.of(DATA, PKCSObjectIdentifiers.data);

    /** GM/T 0010 names the curve, GM/T 0006 the algorithm, and devices write either. */
    private static final Set<ASN1ObjectIdentifier> SIGNATURE_NAMES =
            Set.of(GMObjectIdentifiers.sm2sign_with_sm3, GMObjectIdentifiers.sm2p256v1, GMObjectIdentifiers.sm2sign);

    private Cms() {}

    static boolean isSignedData(ASN1ObjectIdentifier type) {
        return SIGNED_DATA_NAMES.contains(type);
    }

    static boolean isData(ASN1ObjectIdentifier type) {
        return DATA_NAMES.contains(type);
    }

    static boolean isSm3(AlgorithmIdentifier algorithm) {
        return algorithm.getAlgorithm().equals(GMObjectIdentifiers.sm3) && isBare(algorithm);
    }

    static boolean isSm2(AlgorithmIdentifier algorithm) {
        return SIGNATURE_NAMES.contains(algorithm.getAlgorithm()) && isBare(algorithm);
    }

    private static boolean isBare(AlgorithmIdentifier algorithm) {
        return algorithm.getParameters() == null || DERNull.INSTANCE.equals(algorithm.getParameters());
    }
}
