package org.shuqiao.routes.ledger;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.failures.ReasonCode;

/** Inboxes that one transaction has locked, and what it needs to know of them. Lives as long as the transaction. */
final class OpenInboxes {
    private final int unreadLimit;
    private final Map<String, Long> unread = new HashMap<>();
    private final Set<UUID> agreed = new HashSet<>();
    private Map<UUID, ReasonCode> withoutConsent = Map.of();
    private final Map<Key, Known> known = new HashMap<>();
    private final Map<Subject, Long> newest = new HashMap<>();
    private final Map<Key, NewReturn.Message> taken = new HashMap<>();

    private record Subject(String center, String recordId) {}

    /** One version of one record; platform and dataset are those of the batch. */
    record Key(String center, String recordId, long version) {
        static Key of(ReturnRow row) {
            return new Key(row.center(), row.recordId(), row.version());
        }
    }

    /** A message that was stored before. */
    record Known(UUID message, byte[] salt, byte[] originalHash) {
        boolean is(byte[] received) {
            return Arrays.equals(Sm3.digest(salt, received), originalHash);
        }
    }

    OpenInboxes(int unreadLimit) {
        this.unreadLimit = unreadLimit;
    }

    void unread(String center, long messages) {
        unread.put(center, messages);
    }

    /** What was decided of this message still stands. */
    void agreed(UUID message) {
        agreed.add(message);
    }

    /** Messages whose consent stands no more, and why. */
    void withoutConsent(Map<UUID, ReasonCode> refused) {
        withoutConsent = refused;
    }

    void newest(String center, String recordId, long version) {
        newest.merge(new Subject(center, recordId), version, Math::max);
    }

    void known(Key key, Known message) {
        known.put(key, message);
    }

    /** What is to be said of a message before it has any effect; empty where nothing stands against it. */
    Optional<ReturnResult> judge(NewReturn.Message message) {
        ReturnRow row = message.row();
        Optional<ReturnResult> repeated = repeated(message);
        if (repeated.isPresent()) {
            return repeated;
        }
        Long waiting = unread.get(row.center());
        if (waiting == null) {
            return denied(message, ReasonCode.PARTY);
        }
        if (newest.getOrDefault(new Subject(row.center(), row.recordId()), 0L) > row.version()) {
            return denied(message, ReasonCode.NEWER_VERSION);
        }
        if (!agreed.contains(row.messageId())) {
            return denied(message, ReasonCode.AGREEMENT_CHANGED);
        }
        ReasonCode consent = withoutConsent.get(row.messageId());
        if (consent != null) {
            return denied(message, consent);
        }
        return waiting >= unreadLimit ? denied(message, ReasonCode.INBOX_FULL) : Optional.empty();
    }

    private Optional<ReturnResult> repeated(NewReturn.Message message) {
        Key key = Key.of(message.row());
        NewReturn.Message here = taken.get(key);
        if (here != null) {
            return Arrays.equals(here.received(), message.received())
                    ? Optional.of(new ReturnResult.Duplicate(message, here.row().messageId()))
                    : denied(message, ReasonCode.CONFLICT);
        }
        Known before = known.get(key);
        if (before == null) {
            return Optional.empty();
        }
        return before.is(message.received())
                ? Optional.of(new ReturnResult.Duplicate(message, before.message()))
                : denied(message, ReasonCode.CONFLICT);
    }

    /** The batch goes on with what was said of this message. */
    void note(ReturnResult result) {
        if (result instanceof ReturnResult.Taken one) {
            ReturnRow row = one.row().row();
            taken.put(Key.of(row), one.row());
            newest(row.center(), row.recordId(), row.version());
            unread.merge(row.center(), 1L, Long::sum);
        }
    }

    private static Optional<ReturnResult> denied(NewReturn.Message message, ReasonCode reason) {
        return Optional.of(new ReturnResult.Denied(message, RowRefusal.of(reason)));
    }
}
