package org.shuqiao.certs;

import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Generates JSON documents with awkward strings and numbers; the same seed gives the same documents. */
final class RandomJson {
    private static final int MAX_DEPTH = 4;
    private static final int[] RANGES = {0x20, 0x7f, 0x100, 0x800, 0xd800, 0x10000, 0x110000};
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    JsonNode document() {
        var object = NODES.objectNode();
        for (int i = random.nextInt(8); i >= 0; i--) {
            object.set(text(), value(0));
        }
        return object;
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth < MAX_DEPTH ? 8 : 6)) {
            case 0 -> NODES.stringNode(text());
            case 1 -> NODES.numberNode(random.nextLong() >> (10 + random.nextInt(54)));
            case 2 -> NODES.numberNode(Math.round(random.nextGaussian() * 1e6) / 1e3);
            case 3 -> NODES.numberNode(finiteDouble());
            case 4 -> NODES.booleanNode(random.nextBoolean());
            case 5 -> NODES.nullNode();
            case 6 -> {
                var array = NODES.arrayNode();
                for (int i = random.nextInt(5); i > 0; i--) {
                    array.add(value(depth + 1));
                }
                yield array;
            }
            default -> {
                var object = NODES.objectNode();
                for (int i = random.nextInt(5); i > 0; i--) {
                    object.set(text(), value(depth + 1));
                }
                yield object;
            }
        };
    }

    private double finiteDouble() {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : 0;
    }

    String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int codePoint = random.nextInt(RANGES[random.nextInt(RANGES.length)]);
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                text.appendCodePoint(codePoint);
            }
        }
        return text.toString();
    }
}
