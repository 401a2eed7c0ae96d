package org.shuqiao.certs.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.log.Checkpoint;
import org.shuqiao.certs.log.GrowingTree;
import org.shuqiao.certs.log.HashTiles;
import org.shuqiao.certs.log.InclusionProof;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogKey;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.certs.log.LogProofs;
import org.shuqiao.certs.log.SignedCheckpoint;
import org.shuqiao.certs.log.Tile;

/** A log in memory, with its own key. */
final class SampleLog {
    static final String ORIGIN = "shuqiao.example/日志-1";

    private final LogHash hash;
    private final Signer signer;
    private final List<byte[]> leaves = new ArrayList<>();
    private final Map<Tile, byte[]> tiles = new HashMap<>();

    SampleLog(LogHash hash, Signer signer, int strangers) {
        this.hash = hash;
        this.signer = signer;
        for (int i = 0; i < strangers; i++) {
            leaves.add(hash.leaf(new byte[] {(byte) i, (byte) (i >> 8)}));
        }
    }

    /** Returns the leaf's index. */
    long append(LogLeaf leaf) {
        leaves.add(leaf.hash(hash));
        return leaves.size() - 1L;
    }

    SignedCheckpoint checkpoint() throws Exception {
        HashTiles source = (level, index, width) -> tiles.get(new Tile(level, index, width));
        var tree = GrowingTree.open(hash, 0, source);
        leaves.forEach(tree::append);
        tiles.putAll(tree.changedTiles());
        return SignedCheckpoint.sign(
                new Checkpoint(ORIGIN, hash, tree.head().size(), tree.head().root()), key(), signer);
    }

    InclusionProof proof(long index) throws Exception {
        return new LogProofs(hash, (level, tile, width) -> tiles.get(new Tile(level, tile, width)))
                .inclusion(index, leaves.size());
    }

    LogKey key() {
        return LogKey.of(ORIGIN, signer.chain());
    }

    CertificateChain chain() {
        return signer.chain();
    }
}
