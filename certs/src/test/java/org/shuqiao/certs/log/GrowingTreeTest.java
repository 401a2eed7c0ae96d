package org.shuqiao.certs.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrowingTreeTest {
    private static final int MANY = 70_000;

    private final KeptTiles tiles = new KeptTiles();

    @ParameterizedTest
    @EnumSource
    void hasTheRootOfRfc6962AtEverySize(LogHash hash) throws Exception {
        PlainTree plain = PlainTree.of(hash, 1_100);
        GrowingTree tree = GrowingTree.open(hash, 0, tiles);
        for (int size = 0; size < 1_100; size++) {
            assertThat(tree.head()).isEqualTo(new TreeHead(size, plain.root(size)));
            tree.append(plain.leaf(size));
        }
    }

    @Test
    void goesOnFromAnySizeAsIfItHadNeverStopped() throws Exception {
        PlainTree plain = PlainTree.of(LogHash.SM3, 1_100);
        for (int size = 0; size < 1_100; size++) {
            assertThat(tiles.grow(plain, LogHash.SM3, size, size + 1).root()).isEqualTo(plain.root(size + 1));
        }
        var inOneGo = new KeptTiles();
        inOneGo.grow(plain, LogHash.SM3, 0, 1_100);

        assertSame(tiles.all(), inOneGo.all());
    }

    @Test
    void goesOnInRandomSteps() throws Exception {
        var random = new Random(20_261_121);
        PlainTree plain = PlainTree.of(LogHash.SM3, MANY);
        int size = 0;
        while (size < MANY) {
            int next = Math.min(MANY, size + random.nextInt(4_096));
            assertThat(tiles.grow(plain, LogHash.SM3, size, next)).isEqualTo(new TreeHead(next, plain.root(next)));
            size = next;
        }
        assertSame(tiles.all(), tilesByDefinition(plain, MANY));
    }

    /** The example of C2SP tlog-tiles. */
    @Test
    void hasTheTilesThatTheSpecificationCounts() throws Exception {
        tiles.grow(PlainTree.of(LogHash.SHA_256, MANY), LogHash.SHA_256, 0, MANY);

        assertThat(tiles.all().keySet())
                .hasSize(273 + 1 + 1 + 1 + 1)
                .contains(
                        new Tile(0, 272, 256),
                        new Tile(0, 273, 112),
                        new Tile(1, 0, 256),
                        new Tile(1, 1, 17),
                        new Tile(2, 0, 1));
    }

    @Test
    void namesOnlyTilesThatChanged() throws Exception {
        PlainTree plain = PlainTree.of(LogHash.SM3, 600);
        tiles.grow(plain, LogHash.SM3, 0, 512);

        GrowingTree tree = GrowingTree.open(LogHash.SM3, 512, tiles);
        assertThat(tree.changedTiles()).isEmpty();
        tree.append(plain.leaf(512));
        assertThat(tree.changedTiles().keySet()).containsExactly(new Tile(0, 2, 1));
        for (int i = 513; i < 600; i++) {
            tree.append(plain.leaf(i));
        }
        assertThat(tree.changedTiles().keySet()).containsExactly(new Tile(0, 2, 88));
    }

    @Test
    void fillsATileToItsEndWithoutBeginningTheNext() throws Exception {
        PlainTree plain = PlainTree.of(LogHash.SM3, 256);
        tiles.grow(plain, LogHash.SM3, 0, 200);
        GrowingTree tree = GrowingTree.open(LogHash.SM3, 200, tiles);
        for (int i = 200; i < 256; i++) {
            tree.append(plain.leaf(i));
        }

        assertThat(tree.changedTiles().keySet()).containsExactly(new Tile(0, 0, 256), new Tile(1, 0, 1));
    }

    @Test
    void growsToTheLargestSizeOfAll() throws Exception {
        var leaves = new EqualLeaves(LogHash.SM3, LogHash.SM3.leaf(new byte[0]));
        GrowingTree tree = GrowingTree.open(LogHash.SM3, Long.MAX_VALUE - 300, leaves);
        for (int i = 0; i < 300; i++) {
            tree.append(leaves.leafHash());
        }

        assertThat(tree.head()).isEqualTo(new LogProofs(LogHash.SM3, leaves).head(Long.MAX_VALUE));
        tree.changedTiles().forEach((tile, hashes) -> assertThat(hashes)
                .isEqualTo(leaves.tile(tile.level(), tile.index(), tile.width())));
    }

    @Test
    void refusesTilesOfAnotherWidth() {
        assertThatExceptionOfType(LogUnreadable.class)
                .isThrownBy(() -> GrowingTree.open(LogHash.SM3, 3, (level, index, width) -> new byte[64]));
    }

    @Test
    void refusesWhatIsNoHash() throws Exception {
        GrowingTree tree = GrowingTree.open(LogHash.SM3, 0, tiles);

        assertThatIllegalArgumentException().isThrownBy(() -> tree.append(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> GrowingTree.open(LogHash.SM3, -1, tiles));
    }

    @Test
    void givesNoHoldOnItsHashes() throws Exception {
        GrowingTree tree = GrowingTree.open(LogHash.SM3, 0, tiles);
        byte[] leaf = PlainTree.leaf(LogHash.SM3, 0);
        tree.append(leaf);
        TreeHead head = tree.head();
        leaf[0]++;
        tree.changedTiles().values().forEach(hashes -> hashes[0]++);
        tree.head().root()[0]++;

        assertThat(tree.head()).isEqualTo(head);
        assertThat(tree.changedTiles().get(new Tile(0, 0, 1))).isEqualTo(PlainTree.leaf(LogHash.SM3, 0));
    }

    private static Map<Tile, byte[]> tilesByDefinition(PlainTree plain, int size) {
        var all = new HashMap<Tile, byte[]>();
        for (int level = 0; size >> (8 * level) > 0; level++) {
            int hashes = size >> (8 * level);
            for (int index = 0; index * 256 < hashes; index++) {
                var tile = new Tile(level, index, Math.min(256, hashes - index * 256));
                var content = new byte[tile.bytes()];
                for (int i = 0; i < tile.width(); i++) {
                    System.arraycopy(plain.tileHash(level, index, i), 0, content, i * 32, 32);
                }
                all.put(tile, content);
            }
        }
        return all;
    }

    private static void assertSame(Map<Tile, byte[]> actual, Map<Tile, byte[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((tile, hashes) -> assertThat(actual.get(tile)).isEqualTo(hashes));
    }
}
