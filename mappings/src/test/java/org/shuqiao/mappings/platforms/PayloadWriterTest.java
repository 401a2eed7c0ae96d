package org.shuqiao.mappings.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.Texts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class PayloadWriterTest {

    @Test
    void everyTextReadsBackAsItWas() {
        Random random = new Random(3);
        for (int n = 0; n < 2_000; n++) {
            String text = Texts.random(random);
            PayloadWriter writer = new PayloadWriter();
            writer.string(text);
            assertThat(Resources.JSON.readTree(writer.bytes()).stringValue()).isEqualTo(text);
        }
    }

    @Test
    void growsAsFarAsNeeded() {
        String text = "字\u0001".repeat(10_000);
        PayloadWriter writer = new PayloadWriter();
        writer.string(text);
        assertThat(Resources.JSON.readTree(writer.bytes()).stringValue()).isEqualTo(text);
    }

    @Test
    void writesNumbersWithoutExponent() {
        JsonNode number = JsonNodeFactory.instance.numberNode(new BigDecimal("1.5E+10"));
        PayloadWriter writer = new PayloadWriter();
        writer.value(number);
        assertThat(writer.bytes()).asString().isEqualTo("15000000000");
    }
}
