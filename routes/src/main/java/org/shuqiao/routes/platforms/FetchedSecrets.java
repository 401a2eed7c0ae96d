package org.shuqiao.routes.platforms;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.SecretService;

/** Secrets that a platform hands out: one for all calls, or one for each service. Their number is that of the platform's datasets at most. */
final class FetchedSecrets implements CallSecrets {
    private final Map<String, RotatingSecret> byResource = new HashMap<>();
    private final ExecutorService fetching;

    /** @param patience how long a platform may take, and whoever waits for a secret */
    FetchedSecrets(PlatformAccess access, SecretService service, Duration patience, PlatformClock clock) {
        this.fetching = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "secret-" + access.id());
            thread.setDaemon(true);
            return thread;
        });
        SecretDoor door = new SecretDoor(access, service, patience);
        Duration ahead = Duration.ofMillis(service.aheadMs());
        Map<String, RotatingSecret> byName = new HashMap<>();
        for (PlatformDescriptor.Resource resource :
                access.platform().descriptor().datasets().values()) {
            String name = name(service, resource.resource());
            RotatingSecret secret = byName.computeIfAbsent(
                    name,
                    asked -> new RotatingSecret(
                            access.id(), source(door, service, asked, clock), ahead, patience, clock, fetching));
            byResource.put(resource.resource(), secret);
        }
    }

    private static String name(SecretService service, String resource) {
        return service instanceof SecretService.Keys keys ? keys.service(resource) : "";
    }

    private static RotatingSecret.Source source(
            SecretDoor door, SecretService service, String name, PlatformClock clock) {
        if (service instanceof SecretService.Keys keys) {
            return new KeyServiceSource(door, keys, name, clock);
        }
        if (service instanceof SecretService.Tokens tokens) {
            return new TokenServiceSource(door, tokens, clock);
        }
        throw new IllegalStateException("nobody to ask for secrets");
    }

    @Override
    public CallSecret of(String resource) throws SecretUnavailable {
        return secret(resource).current();
    }

    @Override
    public boolean refused(String resource, long version) {
        return secret(resource).refused(version);
    }

    private RotatingSecret secret(String resource) {
        return Objects.requireNonNull(byResource.get(resource));
    }

    @Override
    public Optional<SecretTrouble> trouble(String platform) {
        return byResource.values().stream()
                .flatMap(secret -> secret.trouble(platform).stream())
                .findFirst();
    }

    @Override
    public void close() {
        fetching.shutdownNow();
    }
}
