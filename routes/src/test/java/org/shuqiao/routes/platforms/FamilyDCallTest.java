package org.shuqiao.routes.platforms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Signed texts and their SM3 were made with Python and OpenSSL. */
class FamilyDCallTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of(
                        """
                        {"appId":"shuqiao","version":"1.0.0","timestamp":"1795255200000","encType":"SM4","signType":"SM2",
                         "encKey":"MHoCIQ==","encData":"AAAA","signData":"BBBB"}
                        """,
                        """
                        {"rowKeys": ["019a9f3e-7c1b-7d52-8a3e-5b6c7d8e9f00"]}
                        """,
                        "0123456789abcdef",
                        """
                        appId=shuqiao&data={"rowKeys":["019a9f3e-7c1b-7d52-8a3e-5b6c7d8e9f00"]}&encKey=MHoCIQ==&encType=SM4\
                        &signType=SM2&timestamp=1795255200000&version=1.0.0&key=0123456789abcdef""",
                        "4129c964ab3bd78f126c37dfb8e74befe30adb5add34d39cc08921d359a23b05"),
                Arguments.of(
                        """
                        {"version":"1.0.0","appId":"shuqiao","extra":{"a":"1"},"encType":"","timestamp":"1795255200000",
                         "signType":"SM2","encKey":"k","encData":"x","signData":"y"}
                        """,
                        """
                        {"rows": [{"statement": "c3Q=", "rowKey": "b", "content": "eyJoZG1jIjoi5rS75YqoIn0=", "signature": "Y21z"},
                                  {"rowKey": "a", "note": "", "none": null,
                                   "deep": {"z": 1, "a": {"empty": []}, "list": ["", {"y": "", "x": "活动/\\"1\\""}]}}],
                         "batchId": "b1"}
                        """,
                        "密钥",
                        """
                        appId=shuqiao&data={"batchId":"b1","rows":[{"content":"eyJoZG1jIjoi5rS75YqoIn0=","rowKey":"b",\
                        "signature":"Y21z","statement":"c3Q="},{"deep":{"list":["",{"x":"活动/\\"1\\""}],"z":1},"rowKey":"a"}]}\
                        &encKey=k&signType=SM2&timestamp=1795255200000&version=1.0.0&key=密钥""",
                        "2cceb1e1c682a53c2407cff9d109bd596a2333a244e336e50be051cbde30c7c2"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signsTheTextThatTheContractSays(String call, String data, String secret, String text, String sm3) {
        String plain = SortedJson.text(JSON.readTree(data));

        String signed = FamilyDCall.signedText((ObjectNode) JSON.readTree(call), plain, secret);

        assertThat(signed).isEqualTo(text);
        assertThat(Sm3.hex(signed.getBytes(UTF_8))).isEqualTo(sm3);
    }

    /** Made with OpenSSL; the published vector of the format. */
    @Test
    void theTextIsWhatAnIndependentSignerHasSigned() throws Exception {
        String text = vectors().findFirst().orElseThrow().get()[3].toString();
        byte[] signature = Base64.getDecoder()
                .decode("/Gg9tyXntuhlQfzx3QVpU//8xIG5W+dmzJPl3nPBLcsG0/ZJXWjOwjrGtuULHJvh/zR61E+j93V+mN1Sx6v0HQ==");

        assertThat(verifies(text, "shuqiao@cq-capability", signature)).isTrue();
        assertThat(verifies(text, "1234567812345678", signature)).isFalse();
    }

    private static boolean verifies(String text, String userId, byte[] raw) throws Exception {
        X9ECParameters curve = GMNamedCurves.getByName("sm2p256v1");
        ECPublicKeyParameters key = new ECPublicKeyParameters(
                curve.getCurve()
                        .decodePoint(HexFormat.of()
                                .parseHex("04a1905352d4cd5d8b4bcb66d2233bda007f64ba0587f8a7b4e1b04fb08985329a"
                                        + "74383fbcdd41b4cfe9a25c5f32c17f67f354b58adfd4e3888a9386dd58518700")),
                new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN()));
        SM2Signer verifier = new SM2Signer(PlainDSAEncoding.INSTANCE);
        verifier.init(false, new ParametersWithID(key, userId.getBytes(UTF_8)));
        byte[] message = text.getBytes(UTF_8);
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(raw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"appId", "version", "timestamp", "encType", "signType", "encKey"})
    void everyMemberIsCovered(String member) {
        ObjectNode call = (ObjectNode)
                JSON.readTree(
                        """
                {"appId":"a","version":"v","timestamp":"t","encType":"e","signType":"s","encKey":"k","encData":"x"}
                """);
        String before = FamilyDCall.signedText(call, "{}", "secret");

        assertThat(FamilyDCall.signedText(call.put(member, "other"), "{}", "secret"))
                .isNotEqualTo(before);
    }

    @Test
    void writesBase64AsItIs() {
        String base64 = Base64.getEncoder().encodeToString(new byte[] {-1, -2, -3, -4});
        assertThat(SortedJson.text(JSON.createObjectNode().put("content", base64)))
                .isEqualTo("{\"content\":\"//79/A==\"}");
    }

    @Test
    void saysNothingOfItsSecretAsText() {
        assertThat(new FamilyDCall.Application("app", "1", "secret").toString()).isEqualTo("Application[app]");
    }
}
