package org.shuqiao.routes;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.time.TimestampAuthorities;

/**
 * What the transparency log is made of.
 *
 * @param origin its name, in every checkpoint
 * @param signer of checkpoints
 * @param keptCheckpoint where this gateway keeps the newest checkpoint that it has signed or seen
 */
public record LogParts(String origin, Signer signer, Path keptCheckpoint, Timestamps timestamps) {

    /**
     * Time stamps of checkpoints.
     *
     * @param urls of authorities, in the order in which they are asked; with none, checkpoints get no time stamp
     * @param authorities who may certify them
     * @param budget how long a checkpoint may be without a time stamp before nothing leaves
     */
    public record Timestamps(List<URI> urls, TimestampAuthorities authorities, Duration every, Duration budget) {
        /** Checkpoints get no time stamp. */
        public static Timestamps none() {
            return new Timestamps(
                    List.of(), TimestampAuthorities.parse(List.of()), Duration.ofMinutes(1), Duration.ZERO);
        }

        public boolean areOn() {
            return !urls.isEmpty();
        }
    }
}
