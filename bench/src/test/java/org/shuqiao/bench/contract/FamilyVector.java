package org.shuqiao.bench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.shuqiao.mappings.platforms.CallFamily;
import org.shuqiao.routes.platforms.CallVectors;

/** The vectors of docs/platforms/call-families.md. */
final class FamilyVector {

    private FamilyVector() {}

    static void holds(CallFamily family) {
        if (family instanceof CallFamily.A a) {
            assertSigned(a, a.headers(), "c1", "secret", "RSn5XSMQxC5FGT++KgP58r7jDgHer03zJXs6mNnabmE=");
        } else if (family instanceof CallFamily.B b) {
            assertSigned(b, b.headers(), "r_1", "secret", "h7I3342lMI2CF/2BNGp4C103n9bme5AkfE+9fxkZFqs=");
        } else if (family instanceof CallFamily.C c) {
            String digits = "78b09d58f97aa86b95e5f4f046ca86202495be2bce7102edbb773ac4c8a3d232";
            assertSigned(c, c.headers(), "c1", "tok", digits);
        } else if (family instanceof CallFamily.G g) {
            assertSigned(g, g.headers(), "r_1", "token", "joNcsBDclsN4tkuftvH2Jn9BXkyoR3Fb2olJgdcgeBM=");
        } else {
            throw new AssertionError("no vector for " + family);
        }
    }

    private static void assertSigned(
            CallFamily family, Map<String, String> names, String client, String secret, String signature) {
        assertThat(CallVectors.headers(family, client, "s_1", secret)).containsEntry(names.get("signature"), signature);
    }
}
