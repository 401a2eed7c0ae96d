package org.shuqiao.bench.leaks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
    private final ByteSearch search = new ByteSearch(List.of("13800138000", "恒泰精密", "1380", "ab"));

    @Test
    void findsEveryTextWhereverItStands() {
        assertThat(search.in("13800138000".getBytes(UTF_8))).containsExactly("1380", "13800138000");
        assertThat(search.in("见青岛恒泰精密".getBytes(UTF_8))).containsExactly("恒泰精密");
    }

    @Test
    void findsNoPartOfOne() {
        assertThat(search.in("138 恒泰精".getBytes(UTF_8))).isEmpty();
        assertThat(search.in("ab".getBytes(UTF_8))).isEmpty();
        assertThat(search.in(new byte[0])).isEmpty();
    }
}
