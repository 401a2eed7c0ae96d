package org.shuqiao.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.platforms.Collected;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.DepositPlace;
import org.shuqiao.routes.platforms.Outgoing;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlatformAnswer;
import org.shuqiao.routes.platforms.PlatformAnswer.Laid;

/** A place in memory: remembers what was laid down, and says what a test lets it say. */
final class FakePlace implements DepositPlace, Collector {
    private final SigningKey receiptKey;
    private final List<Deposit> deposits = new CopyOnWriteArrayList<>();
    private final Map<String, Collected> said = new ConcurrentHashMap<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<String> aside = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private volatile boolean forgetful;
    private volatile Function<Deposit.Row, Optional<Laid>> fate = row -> Optional.empty();

    FakePlace(SigningKey receiptKey) {
        this.receiptKey = receiptKey;
    }

    /** How often something with this text was laid down. */
    long laid(String text) {
        return deposits.stream()
                .flatMap(deposit -> deposit.rows().stream())
                .filter(row -> new String(row.payload(), UTF_8).contains(text))
                .count();
    }

    /** The last row with this text. */
    Deposit.Row row(String text) {
        return deposits.stream()
                .flatMap(deposit -> deposit.rows().stream())
                .filter(row -> new String(row.payload(), UTF_8).contains(text))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    List<Deposit> deposits() {
        return deposits;
    }

    /** From now on the rows that this names come to something else than being there. */
    void fate(Function<Deposit.Row, Optional<Laid>> fateOf) {
        fate = fateOf;
    }

    void away(boolean isAway) {
        away = isAway;
    }

    /** Whether it does not hear that something is done. */
    void forgetful(boolean isForgetful) {
        forgetful = isForgetful;
    }

    void say(String source, Collected.Row... rows) {
        said.put(source, Collected.of(source, List.of(rows)));
    }

    void sayUnreadable(String source, Collected.Why why) {
        said.put(source, Collected.unreadable(source, why));
    }

    List<String> done() {
        return done;
    }

    List<String> aside() {
        return aside;
    }

    /** A signed receipt for a row as it was laid down. */
    Collected.Row receipt(Deposit.Row row, String stage) {
        return receipt(row.key(), row.payload(), stage);
    }

    Collected.Row receipt(UUID key, byte[] payload, String stage) {
        byte[] document =
                """
                {"receiptId":"R-%s","platform":"qingdao","idempotencyKey":"%s","payloadHash":"%s","stage":"%s"}\
                """
                        .formatted(key, key, Sm3.hex(payload), stage)
                        .getBytes(UTF_8);
        return new Collected.Row(
                key.toString(),
                "0",
                Base64.getEncoder().encodeToString(document),
                Base64.getEncoder()
                        .encodeToString(receiptKey.signer(new SecureRandom()).sign(document)));
    }

    static Collected.Row refusal(UUID key, String code) {
        return new Collected.Row(key.toString(), code, "", "");
    }

    @Override
    public <S extends Outgoing> PlatformAnswer<S> send(S outgoing) {
        if (away) {
            return new PlatformAnswer.NotConnected<>(outgoing);
        }
        Deposit deposit = (Deposit) outgoing.freight();
        deposits.add(deposit);
        Map<UUID, Laid> otherwise = new ConcurrentHashMap<>();
        deposit.rows().forEach(row -> fate.apply(row).ifPresent(laid -> otherwise.put(row.key(), laid)));
        return new PlatformAnswer.Deposited<>(outgoing, otherwise);
    }

    @Override
    public Optional<Collector> collector() {
        return Optional.of(this);
    }

    @Override
    public List<Collected> collect(int limit, Taken taken) throws PlaceFailed {
        if (away) {
            throw new PlaceFailed(PlaceFailed.Why.UNREACHABLE, "");
        }
        Set<String> known = forgetful ? taken.of(said.keySet()) : new HashSet<>();
        return said.values().stream()
                .filter(one -> !known.contains(one.source()))
                .limit(limit)
                .toList();
    }

    @Override
    public void done(Collected collected) throws PlaceFailed {
        if (forgetful) {
            throw new PlaceFailed(PlaceFailed.Why.REFUSED, "");
        }
        said.remove(collected.source());
        done.add(collected.source());
    }

    @Override
    public void putAside(Collected collected) {
        said.remove(collected.source());
        aside.add(collected.source());
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
