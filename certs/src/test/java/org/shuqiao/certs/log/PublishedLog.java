package org.shuqiao.certs.log;

import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.utf8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.SigningKey;

/** A log in a folder, as one would copy it from its address: tiles, bundles and checkpoint. */
public final class PublishedLog {
    /** Name of the log. */
    public static final String ORIGIN = "log.example";

    private final LogHash hash;
    private final Path folder;
    private final Signer signer;
    private final LogKey key;
    private final List<byte[]> leaves = new ArrayList<>();
    private final KeptTiles tiles = new KeptTiles();

    /** An empty log. */
    public PublishedLog(LogHash hash, Path folder, SigningKey key) {
        this.hash = hash;
        this.folder = folder;
        this.signer = key.signer(RANDOM);
        this.key = LogKey.of(ORIGIN, key.chain());
    }

    /** Appends leaves, each of another content, and writes what the log then shows; returns the new checkpoint. */
    public SignedCheckpoint grow(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            leaves.add(utf8("leaf " + leaves.size()));
        }
        return publish(leaves.size() - count);
    }

    /** Appends leaves. */
    SignedCheckpoint append(List<byte[]> more) throws Exception {
        leaves.addAll(more);
        return publish(leaves.size() - more.size());
    }

    private SignedCheckpoint publish(int from) throws Exception {
        GrowingTree tree = GrowingTree.open(hash, from, tiles);
        leaves.subList(from, leaves.size()).forEach(leaf -> tree.append(hash.leaf(leaf)));
        tiles.put(tree.changedTiles());
        for (Map.Entry<Tile, byte[]> changed : tree.changedTiles().entrySet()) {
            Tile tile = changed.getKey();
            write(tile.path(), changed.getValue());
            if (tile.level() == 0) {
                int start = (int) tile.index() * Tile.FULL_WIDTH;
                byte[] bundle = EntryBundle.encode(leaves.subList(start, start + tile.width()));
                write(new EntryBundle(tile.index(), tile.width()).path(), bundle);
            }
        }
        return sign(tree.head());
    }

    /** Publishes a checkpoint of any head. */
    SignedCheckpoint sign(TreeHead head) throws IOException {
        SignedCheckpoint signed =
                SignedCheckpoint.sign(new Checkpoint(ORIGIN, hash, head.size(), head.root()), key, signer);
        write("checkpoint", signed.bytes());
        return signed;
    }

    void write(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    byte[] read(String path) throws IOException {
        return Files.readAllBytes(folder.resolve(path));
    }

    void delete(String path) throws IOException {
        Files.delete(folder.resolve(path));
    }

    /** The key that its checkpoints are signed with. */
    public LogKey key() {
        return key;
    }

    /** The log as a reader sees it. */
    public LogDirectory source() {
        return new LogDirectory(folder);
    }
}
