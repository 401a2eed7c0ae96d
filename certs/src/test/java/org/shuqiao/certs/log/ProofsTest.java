package org.shuqiao.certs.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.shuqiao.certs.log.ProofRefused.Reason;

/** Proofs from tiles, and their verification, against the plain tree. */
class ProofsTest {
    private static final LogHash HASH = LogHash.SM3;

    private final KeptTiles tiles = new KeptTiles();
    private final LogProofs proofs = new LogProofs(HASH, tiles);

    @Test
    void areThoseOfRfc6962InEverySmallTree() throws Exception {
        PlainTree plain = plainTree(70);
        for (int size = 0; size <= 70; size++) {
            for (int other = 0; other <= size; other++) {
                assertConsistent(plain, other, size);
                if (other < size) {
                    assertIncluded(plain, other, size);
                }
            }
        }
    }

    @Test
    void areThoseOfRfc6962OnBothSidesOfTheEdgesOfTiles() throws Exception {
        PlainTree plain = plainTree(1_100);
        for (int edge : new int[] {255, 256, 257, 511, 512, 513, 767, 768, 1_023, 1_024, 1_025, 1_100}) {
            assertThat(proofs.head(edge).root()).isEqualTo(plain.root(edge));
            for (int other = 0; other < edge; other += 1 + other % 29) {
                assertIncluded(plain, other, edge);
                assertConsistent(plain, other, edge);
            }
        }
    }

    @Test
    void areThoseOfRfc6962InLargeTrees() throws Exception {
        var random = new Random(20_261_121);
        PlainTree plain = plainTree(70_000);
        for (int i = 0; i < 100; i++) {
            int size = 1 + random.nextInt(70_000);
            int other = random.nextInt(size);
            assertIncluded(plain, other, size);
            assertConsistent(plain, other, size);
        }
    }

    @Test
    void holdInTheLargestTreesOfAll() throws Exception {
        var random = new Random(20_261_121);
        var leaves = new EqualLeaves(HASH, HASH.leaf(new byte[0]));
        var largest = new LogProofs(HASH, leaves);
        for (int i = 0; i < 20; i++) {
            long size = Long.MAX_VALUE - (i < 5 ? i : random.nextLong(Long.MAX_VALUE));
            long other = random.nextLong(size);
            byte[] root = largest.head(size).root();
            largest.inclusion(other, size).verify(HASH, leaves.leafHash(), root);
            largest.inclusion(size - 1, size).verify(HASH, leaves.leafHash(), root);
            largest.consistency(other, size).verify(HASH, largest.head(other).root(), root);
        }
    }

    @Test
    void refuseEveryChangedBitOfAnInclusion() throws Exception {
        PlainTree plain = plainTree(600);
        for (int size : new int[] {1, 2, 7, 13, 600}) {
            for (int index : new int[] {0, size / 2, size - 1}) {
                InclusionProof proof = proofs.inclusion(index, size);
                byte[] leaf = plain.leaf(index);
                byte[] root = plain.root(size);
                eachBitChanged(leaf, changed -> refused(() -> proof.verify(HASH, changed, root)));
                eachBitChanged(root, changed -> refused(() -> proof.verify(HASH, leaf, changed)));
                eachHashChanged(
                        proof.path(),
                        path -> refused(
                                () -> new InclusionProof(proof.index(), proof.size(), path).verify(HASH, leaf, root)));
                for (int bit = 0; bit < Long.SIZE; bit++) {
                    long other = proof.index() ^ (1L << bit);
                    refused(() -> new InclusionProof(other, proof.size(), proof.path()).verify(HASH, leaf, root));
                }
            }
        }
    }

    /** What RFC 9162 does not promise, and what nobody may build on: the size is bound by the checkpoint, not by the proof. */
    @Test
    void ofInclusionDoNotBindTheSizeAmongTreesOfOneShape() throws Exception {
        PlainTree plain = plainTree(8);
        InclusionProof proof = proofs.inclusion(0, 8);

        new InclusionProof(0, 5, proof.path()).verify(HASH, plain.leaf(0), plain.root(8));
        refused(() -> new InclusionProof(0, 4, proof.path()).verify(HASH, plain.leaf(0), plain.root(8)));
        refused(() -> new InclusionProof(0, 9, proof.path()).verify(HASH, plain.leaf(0), plain.root(8)));
    }

    @Test
    void refuseEveryChangedBitOfAConsistency() throws Exception {
        PlainTree plain = plainTree(600);
        for (int[] sizes : new int[][] {{0, 5}, {5, 5}, {1, 2}, {4, 7}, {6, 8}, {255, 600}, {256, 600}, {599, 600}}) {
            ConsistencyProof proof = proofs.consistency(sizes[0], sizes[1]);
            byte[] from = plain.root(sizes[0]);
            byte[] to = plain.root(sizes[1]);
            eachBitChanged(from, changed -> refused(() -> proof.verify(HASH, changed, to)));
            if (sizes[0] > 0) { // any tree begins with the one without leaves
                eachBitChanged(to, changed -> refused(() -> proof.verify(HASH, from, changed)));
            }
            eachHashChanged(
                    proof.path(),
                    path -> refused(() -> new ConsistencyProof(proof.from(), proof.to(), path).verify(HASH, from, to)));
        }
    }

    @Test
    void refusePathsWithOtherHashesInOtherOrders() throws Exception {
        PlainTree plain = plainTree(600);
        InclusionProof inclusion = proofs.inclusion(300, 600);
        ConsistencyProof consistency = proofs.consistency(300, 600);
        for (Consumer<List<byte[]>> change : List.<Consumer<List<byte[]>>>of(
                path -> path.remove(0),
                path -> path.remove(path.size() - 1),
                path -> path.add(path.get(0)),
                path -> path.add(0, path.get(0)),
                Collections::reverse,
                path -> Collections.swap(path, 0, 1),
                List::clear)) {
            List<byte[]> inclusionPath = new ArrayList<>(inclusion.path());
            change.accept(inclusionPath);
            refused(() -> new InclusionProof(300, 600, inclusionPath).verify(HASH, plain.leaf(300), plain.root(600)));
            List<byte[]> consistencyPath = new ArrayList<>(consistency.path());
            change.accept(consistencyPath);
            refused(() ->
                    new ConsistencyProof(300, 600, consistencyPath).verify(HASH, plain.root(300), plain.root(600)));
        }
    }

    /** The hashes are too short, so a verifier that looked at one would say so. */
    @Test
    void refuseAMillionHashesUnread() {
        List<byte[]> million = Collections.nCopies(1_000_000, new byte[31]);
        byte[] hash = HASH.empty();

        refused(() -> new InclusionProof(1, 2, million).verify(HASH, hash, hash), Reason.WRONG_LENGTH);
        refused(() -> new ConsistencyProof(1, 2, million).verify(HASH, hash, hash), Reason.WRONG_LENGTH);
        refused(() -> new InclusionProof(1, Long.MAX_VALUE, million).verify(HASH, hash, hash), Reason.WRONG_LENGTH);
    }

    @Test
    void refuseHashesOfAnotherSize() {
        byte[] hash = HASH.empty();
        for (int bytes : new int[] {0, 31, 33, 64}) {
            var other = new byte[bytes];
            List<byte[]> path = List.of(hash);
            refused(() -> new InclusionProof(0, 2, List.of(other)).verify(HASH, hash, hash), Reason.WRONG_HASH_SIZE);
            refused(() -> new InclusionProof(0, 2, path).verify(HASH, other, hash), Reason.WRONG_HASH_SIZE);
            refused(() -> new InclusionProof(0, 2, path).verify(HASH, hash, other), Reason.WRONG_HASH_SIZE);
            refused(() -> new ConsistencyProof(1, 2, List.of(other)).verify(HASH, hash, hash), Reason.WRONG_HASH_SIZE);
            refused(() -> new ConsistencyProof(0, 0, List.of()).verify(HASH, hash, other), Reason.WRONG_HASH_SIZE);
        }
    }

    @Test
    void refuseLeavesAndSizesOutOfRange() {
        byte[] hash = HASH.empty();
        for (long[] pair : new long[][] {{0, 0}, {1, 1}, {-1, 1}, {0, -1}, {Long.MIN_VALUE, Long.MIN_VALUE}, {2, 1}}) {
            refused(
                    () -> new InclusionProof(pair[0], pair[1], List.of()).verify(HASH, hash, hash),
                    Reason.OUT_OF_RANGE);
        }
        for (long[] pair : new long[][] {{-1, 1}, {1, 0}, {0, -1}, {-2, -1}}) {
            refused(
                    () -> new ConsistencyProof(pair[0], pair[1], List.of()).verify(HASH, hash, hash),
                    Reason.OUT_OF_RANGE);
        }
    }

    @Test
    void doNotHoldUnderAnotherHash() throws Exception {
        PlainTree plain = plainTree(5);
        InclusionProof proof = proofs.inclusion(3, 5);

        refused(() -> proof.verify(LogHash.SHA_256, plain.leaf(3), plain.root(5)), Reason.WRONG_ROOT);
    }

    @Test
    void areNotMadeForWhatIsNotInTheTree() {
        for (long[] pair : new long[][] {{0, 0}, {5, 5}, {-1, 5}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> proofs.inclusion(pair[0], pair[1]));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> proofs.consistency(6, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> proofs.consistency(-1, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> proofs.head(-1));
    }

    @Test
    void areNotMadeFromTilesThatAreMissingOrCutShort() throws Exception {
        plainTree(5);

        assertThatExceptionOfType(LogUnreadable.class).isThrownBy(() -> proofs.inclusion(0, 6));
        assertThatExceptionOfType(LogUnreadable.class).isThrownBy(() -> proofs.head(257));
        var cut = new LogProofs(HASH, (level, index, width) -> new byte[width * 32 - 1]);
        assertThatExceptionOfType(LogUnreadable.class).isThrownBy(() -> cut.head(2));
    }

    @Test
    void areEqualByContent() throws Exception {
        plainTree(9);

        assertThat(proofs.inclusion(3, 9)).isEqualTo(proofs.inclusion(3, 9)).hasSameHashCodeAs(proofs.inclusion(3, 9));
        assertThat(proofs.inclusion(3, 9)).isNotEqualTo(proofs.inclusion(2, 9));
        assertThat(proofs.consistency(3, 9))
                .isEqualTo(proofs.consistency(3, 9))
                .hasSameHashCodeAs(proofs.consistency(3, 9));
        assertThat(proofs.consistency(3, 9)).isNotEqualTo(proofs.consistency(4, 9));
    }

    private PlainTree plainTree(int size) throws LogUnreadable {
        PlainTree plain = PlainTree.of(HASH, size);
        tiles.grow(plain, HASH, 0, size);
        return plain;
    }

    private void assertIncluded(PlainTree plain, int index, int size) throws Exception {
        InclusionProof proof = proofs.inclusion(index, size);
        assertThat(proof).isEqualTo(new InclusionProof(index, size, plain.path(index, size)));
        proof.verify(HASH, plain.leaf(index), plain.root(size));
    }

    private void assertConsistent(PlainTree plain, int from, int to) throws Exception {
        ConsistencyProof proof = proofs.consistency(from, to);
        assertThat(proof).isEqualTo(new ConsistencyProof(from, to, plain.proof(from, to)));
        proof.verify(HASH, plain.root(from), plain.root(to));
    }

    private static void eachBitChanged(byte[] hash, Consumer<byte[]> test) {
        for (int bit = 0; bit < hash.length * Byte.SIZE; bit++) {
            byte[] changed = hash.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            test.accept(changed);
        }
    }

    private static void eachHashChanged(List<byte[]> path, Consumer<List<byte[]>> test) {
        for (int i = 0; i < path.size(); i++) {
            int position = i;
            eachBitChanged(path.get(i), changed -> {
                var other = new ArrayList<>(path);
                other.set(position, changed);
                test.accept(other);
            });
        }
    }

    @FunctionalInterface
    private interface Verification {
        void run() throws ProofRefused;
    }

    private static void refused(Verification verification) {
        assertThatExceptionOfType(ProofRefused.class).isThrownBy(verification::run);
    }

    private static void refused(Verification verification, Reason reason) {
        assertThatExceptionOfType(ProofRefused.class)
                .isThrownBy(verification::run)
                .extracting(ProofRefused::reason)
                .isEqualTo(reason);
    }
}
