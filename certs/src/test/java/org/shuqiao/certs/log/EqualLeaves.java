package org.shuqiao.certs.log;

/** The tiles of a log whose leaves are all the same, which can be as large as one likes. */
record EqualLeaves(LogHash hash, byte[] leafHash) implements HashTiles {
    @Override
    public byte[] tile(int level, long index, int width) {
        byte[] node = leafHash;
        for (int height = 0; height < 8 * level; height++) {
            node = hash.node(node, node);
        }
        var tile = new byte[width * node.length];
        for (int i = 0; i < width; i++) {
            System.arraycopy(node, 0, tile, i * node.length, node.length);
        }
        return tile;
    }
}
