package org.shuqiao.routes.sftp;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlaceFailed.Why;
import org.shuqiao.routes.platforms.PlaceTrouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with one platform's server, as far as is known. Thread-safe. */
final class SftpHealth {
    private static final Logger LOG = LoggerFactory.getLogger(SftpHealth.class);

    private final String platform;
    private final Clock clock;
    private @Nullable PlaceTrouble trouble;

    SftpHealth(String platform, Clock clock) {
        this.platform = platform;
        this.clock = clock;
    }

    synchronized void well() {
        trouble = null;
    }

    void met(SftpTrouble met) {
        met(why(met.kind()), what(met.kind()));
    }

    synchronized void met(Why why, String what) {
        PlaceTrouble known = trouble;
        if (known == null || known.why() != why || !known.what().equals(what)) {
            LOG.warn("the SFTP server of platform {} does not serve: {} {}", platform, why, what);
            Instant since = known == null ? clock.instant() : known.since();
            trouble = new PlaceTrouble(platform, why, what, since);
        }
    }

    synchronized Optional<PlaceTrouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    static PlaceFailed failed(SftpTrouble met) {
        return new PlaceFailed(why(met.kind()), what(met.kind()), met);
    }

    private static Why why(SftpTrouble.Kind kind) {
        return switch (kind) {
            case NOT_REACHED -> Why.UNREACHABLE;
            case WRONG_HOST_KEY, LOGIN_REFUSED, NOT_ALLOWED, NO_KEY -> Why.REFUSED;
            case NOT_THERE, TOO_MUCH -> Why.NOT_AS_DESCRIBED;
            case LOST, FAILED, CHANGED, NAMES_TAKEN, ATTACHMENT_GONE -> Why.BROKEN;
        };
    }

    private static String what(SftpTrouble.Kind kind) {
        return switch (kind) {
            case NOT_REACHED -> "server";
            case WRONG_HOST_KEY -> "host key";
            case LOGIN_REFUSED -> "login";
            case NO_KEY -> "key for manifests";
            case NOT_THERE, NOT_ALLOWED -> "folder";
            case TOO_MUCH -> "more entries than are read";
            case LOST -> "connection";
            case FAILED -> "operation; the disk may be full";
            case CHANGED -> "what was written is not what is there";
            case NAMES_TAKEN -> "names of files";
            case ATTACHMENT_GONE -> "attachment";
        };
    }
}
