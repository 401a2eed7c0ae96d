package org.shuqiao.certs.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.json.JsonMapper;

class LogLeafTest {
    private final LogLeaf leaf = LogLeaf.transfer(
            UUID.fromString("019aa5c1-7d00-7000-8000-000000000001"),
            "abc".getBytes(UTF_8),
            "signature".getBytes(UTF_8));

    @Test
    void recordsATransferByHashesAlone() {
        assertThat(leaf.type()).isEqualTo("transfer");
        assertThat(leaf.bytes())
                .asString()
                .isEqualTo("{\"signatureHash\":\"" + Sm3.hex("signature".getBytes(UTF_8))
                        + "\",\"statementHash\":\"66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0\","
                        + "\"transferId\":\"019aa5c1-7d00-7000-8000-000000000001\",\"type\":\"transfer\"}");
    }

    @Test
    void isCanonicalJson() {
        assertThat(CanonicalJson.bytes(JsonMapper.shared().readTree(leaf.bytes())))
                .isEqualTo(leaf.bytes());
    }

    @Test
    void hashesLeavesApartFromNodes() {
        assertThat(leaf.hash())
                .isEqualTo(Sm3.digest(new byte[] {0}, leaf.bytes()))
                .isNotEqualTo(Sm3.digest(leaf.bytes()));
    }

    @Test
    void givesNoHoldOnItsBytes() {
        byte[] hash = leaf.hash();
        leaf.bytes()[0] = 'x';
        assertThat(leaf.hash()).isEqualTo(hash);
    }
}
