package org.shuqiao.certs.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 0, 1, tile/0/000.p/1",
        "1, 999, 255, tile/1/999.p/255",
        "0, 1000, 256, tile/0/x001/000",
        "0, 1234067, 256, tile/0/x001/x234/067",
        "3, 1234067, 17, tile/3/x001/x234/067.p/17",
        "7, 0, 127, tile/7/000.p/127",
        "0, 36028797018963967, 256, tile/0/x036/x028/x797/x018/x963/967"
    })
    void hasThePathOfTheSpecification(int level, long index, int width, String path) {
        var tile = new Tile(level, index, width);

        assertThat(tile.path()).isEqualTo(path);
        assertThat(Tile.parse(path)).isEqualTo(tile);
        assertThat(tile.bytes()).isEqualTo(width * 32);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/",
                "tile/0",
                "tile/0/",
                "tile/00/000",
                "tile/8/000",
                "tile/-1/000",
                "tile/٠/000",
                "tile/x/000",
                "tile/entries/000",
                "/tile/0/000",
                "tile/0/0",
                "tile/0/00",
                "tile/0/0000",
                "tile/0/1000",
                "tile/0/x000/001",
                "tile/0/001/000",
                "tile/0/x001",
                "tile/0/x001/",
                "tile/0/x001//000",
                "tile/0/X001/000",
                "tile/0/-01",
                "tile/0/+01",
                "tile/0/００1",
                "tile/0/000/",
                "tile/0/000 ",
                "tile/0/000.p",
                "tile/0/000.p/",
                "tile/0/000.p/0",
                "tile/0/000.p/01",
                "tile/0/000.p/256",
                "tile/0/000.p/-1",
                "tile/0/000.p/+1",
                "tile/0/000.p/1/",
                "tile/0/000.p/1.p/1",
                "tile/0/../0/000",
                "tile/1/x036/x028/x797/x018/x963/967",
                "tile/7/001",
                "tile/0/x009/x223/x372/x036/x854/x775/807",
                "tile/0/x009/x223/x372/x036/x854/x775/808",
                "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/999"
            })
    void refusesEveryOtherPath(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tile.parse(path))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("00"));
    }

    @Test
    void isAsWideAsTheTreeAllows() {
        assertThat(Tile.in(70_000, 0, 0)).isEqualTo(new Tile(0, 0, 256));
        assertThat(Tile.in(70_000, 0, 273)).isEqualTo(new Tile(0, 273, 112));
        assertThat(Tile.in(70_000, 1, 1)).isEqualTo(new Tile(1, 1, 17));
        assertThat(Tile.in(70_000, 2, 0)).isEqualTo(new Tile(2, 0, 1));
        assertThat(Tile.in(Long.MAX_VALUE, 0, Long.MAX_VALUE >> 8)).isEqualTo(new Tile(0, Long.MAX_VALUE >> 8, 255));
    }

    @Test
    void isNotInATreeThatIsTooSmall() {
        assertThatIllegalArgumentException().isThrownBy(() -> Tile.in(256, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Tile.in(255, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Tile.in(0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Tile.in(5, 0, Long.MAX_VALUE >> 8));
        assertThatIllegalArgumentException().isThrownBy(() -> Tile.in(5, 0, Long.MAX_VALUE));
    }
}
