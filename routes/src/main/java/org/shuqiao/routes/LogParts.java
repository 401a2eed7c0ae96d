package org.shuqiao.routes;

import java.nio.file.Path;
import org.shuqiao.certs.Signer;

/**
 * What the transparency log is made of.
 *
 * @param origin its name, in every checkpoint
 * @param signer of checkpoints
 * @param keptCheckpoint where this gateway keeps the newest checkpoint that it has signed or seen
 */
public record LogParts(String origin, Signer signer, Path keptCheckpoint) {}
