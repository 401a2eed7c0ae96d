package org.shuqiao.gateway.console.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.KeyController;
import org.shuqiao.gateway.KeyResponse;
import org.shuqiao.routes.keys.KeyStore;
import org.shuqiao.routes.ledger.StoredKey.Kind;
import org.shuqiao.routes.ledger.StoredKey.Role;
import org.shuqiao.routes.ledger.StoredKey.State;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Keys and certificates: what each is for, what became of it, and when its certificate ends. */
@Controller
@RequestMapping("/audit/keys")
class AuditKeysController {
    private static final long WARN_DAYS = 30;
    private static final long URGENT_DAYS = 7;
    private static final long LAST_DAYS = 1;

    private final KeyController keys;
    private final KeyStore store;
    private final Clock clock;

    AuditKeysController(KeyController keys, KeyStore store, Clock clock) {
        this.keys = keys;
        this.store = store;
        this.clock = clock;
    }

    /** How near the end of a certificate is. Only of keys in use, or about to be. */
    enum Ending {
        ENDED,
        LAST,
        URGENT,
        NEAR,
        FAR,
        NONE
    }

    /**
     * @param wantsCertificate whether an authority can be asked for its certificate
     * @param ofTls whether such a request names hosts
     */
    record Row(KeyResponse key, Ending ending, boolean wantsCertificate, boolean ofTls) {}

    @GetMapping
    String keys(Model model) {
        Instant now = clock.instant();
        List<Row> rows = keys.keys().stream()
                .map(key -> row(key, now))
                .sorted(Comparator.comparing((Row row) -> isOver(row.key()))
                        .thenComparing(row -> row.key().role())
                        .thenComparing(row -> row.key().createdAt(), Comparator.reverseOrder()))
                .toList();
        model.addAttribute("rows", rows)
                .addAttribute("missing", store.missing())
                .addAttribute(
                        "urgent", rows.stream().anyMatch(row -> row.ending().compareTo(Ending.URGENT) <= 0))
                .addAttribute(
                        "ending",
                        rows.stream()
                                .filter(row -> row.ending().compareTo(Ending.NEAR) <= 0)
                                .toList());
        return "audit/keys";
    }

    private static Row row(KeyResponse key, Instant now) {
        boolean asks = key.state() == State.GENERATED && (key.kind() == Kind.SM2 || key.kind() == Kind.EC);
        return new Row(
                key, isOver(key) ? Ending.NONE : ending(key.certificate(), now), asks, asks && key.role() == Role.TLS);
    }

    private static boolean isOver(KeyResponse key) {
        return key.state() == State.RETIRED || key.state() == State.COMPROMISED;
    }

    private static Ending ending(KeyResponse.@Nullable Certificate certificate, Instant now) {
        if (certificate == null) {
            return Ending.NONE;
        }
        if (!now.isBefore(certificate.validUntil())) {
            return Ending.ENDED;
        }
        long days = Duration.between(now, certificate.validUntil()).toDays();
        if (days < URGENT_DAYS) {
            return days < LAST_DAYS ? Ending.LAST : Ending.URGENT;
        }
        return days < WARN_DAYS ? Ending.NEAR : Ending.FAR;
    }

    /** A request for the certificate of a key that has none yet. */
    @GetMapping("/{id}/csr")
    ResponseEntity<byte[]> csr(
            @PathVariable UUID id, @RequestParam(name = "name", required = false) @Nullable List<String> names) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/x-pem-file"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"key-" + id + ".csr\"")
                .body(keys.csr(id, names));
    }
}
