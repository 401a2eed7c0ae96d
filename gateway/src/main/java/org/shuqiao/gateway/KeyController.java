package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.keys.KeyOffice;
import org.shuqiao.routes.ledger.StoredKey.Role;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The life of the gateways' keys. No answer holds anything of a private key or secret. */
@RestController
@RequestMapping("/api/v1/keys")
@Tag(
        name = "Keys",
        description = "Keys of the gateways: made, certified, put in force and ended; for officers and administrators")
public class KeyController {
    private final KeyOffice office;
    private final Journeys journeys;
    private final String gateway;
    private final Clock clock;

    KeyController(KeyOffice office, Journeys journeys, GatewaySettings settings, Clock clock) {
        this.office = office;
        this.journeys = journeys;
        this.gateway = settings.gatewayName();
        this.clock = clock;
    }

    /**
     * @param owner gateway of a STATEMENT or TLS key (this one where it is left out), platform of a CALL key; none for LOG and MASKING
     * @param secret what was agreed with the platform, for a CALL key that is a secret; left out, an SM2 key is made
     */
    record NewKey(Role role, @Nullable String owner, @Nullable String secret) {
        /** Without the secret, since a log of requests would print this. */
        @Override
        public String toString() {
            return "NewKey[" + role + " " + owner + "]";
        }
    }

    /**
     * @param at from when on; now where it is left out
     * @param fromYear of a MASKING key, and of no other: the first calendar year whose records it masks
     */
    record Activation(@Nullable Instant at, @Nullable Integer fromYear) {}

    record Retirement(String reason) {}

    /** @param from since when others may have the key */
    record Compromise(Instant from, String reason) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a key, or hand in a secret that was agreed with a platform")
    KeyResponse create(
            @RequestBody NewKey key, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Role role = Members.required(key.role(), "role");
        String owner = owner(role, key.owner());
        if (key.secret() == null) {
            return KeyResponse.of(office.generate(role, owner, caller.keyId()));
        }
        if (role != Role.CALL) {
            throw Members.refused("secret");
        }
        byte[] secret = Members.text(key.secret(), "secret").strip().getBytes(StandardCharsets.UTF_8);
        return KeyResponse.of(office.handIn(owner, secret, caller.keyId()));
    }

    private String owner(Role role, @Nullable String owner) {
        return switch (role) {
            case STATEMENT, TLS -> owner == null ? gateway : Members.text(owner, "owner");
            case LOG, MASKING -> {
                if (owner != null && !owner.isEmpty()) {
                    throw Members.refused("owner");
                }
                yield "";
            }
            case CALL -> {
                String platform = Members.text(owner, "owner");
                if (journeys.parts().platforms().all().stream()
                        .noneMatch(access -> access.id().equals(platform))) {
                    throw Members.refused("owner");
                }
                yield platform;
            }
        };
    }

    @GetMapping
    @Operation(summary = "Every key there ever was, oldest first")
    public List<KeyResponse> keys() {
        return office.keys().stream().map(KeyResponse::of).toList();
    }

    @GetMapping(path = "/{id}/csr", produces = "application/x-pem-file")
    @Operation(
            summary = "A request for the key's certificate (PKCS#10 in PEM), for your authority",
            description =
                    "For a TLS key give each host name and address by which clients know the gateway as a name; for others none.")
    public byte[] csr(
            @PathVariable UUID id, @RequestParam(name = "name", required = false) @Nullable List<String> names) {
        return office.csr(id, names == null ? List.of() : names);
    }

    @PostMapping("/{id}/chain")
    @Operation(summary = "The key's certificates as PEM, its own first")
    KeyResponse certify(
            @PathVariable UUID id,
            HttpServletRequest request,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller)
            throws IOException {
        byte[] pem = Bodies.read(request, CertificateChain.MAX_PEM_BYTES);
        return KeyResponse.of(office.certify(id, pem, caller.keyId()));
    }

    @PostMapping("/{id}/activate")
    @Operation(
            summary = "Put a key in force, now or later; the newest one that is in force is used",
            description =
                    "A masking key is for the records of a year that has not begun, and of later ones: records of the years before"
                            + " keep their key, so that what a platform gets of one year can be joined. Only where no masking key is in force"
                            + " may the year have begun. Retiring or giving up a key lets the next one take its records.")
    KeyResponse activate(
            @PathVariable UUID id,
            @RequestBody Activation activation,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Instant at = activation.at() == null ? clock.instant() : activation.at();
        Integer fromYear = activation.fromYear();
        return KeyResponse.of(
                fromYear == null
                        ? office.activate(id, at, caller.keyId())
                        : office.activateMasking(id, at, fromYear, caller.keyId()));
    }

    @PostMapping("/{id}/retire")
    @Operation(summary = "End the use of a key that did no harm")
    KeyResponse retire(
            @PathVariable UUID id,
            @RequestBody Retirement retirement,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        return KeyResponse.of(office.retire(id, Members.text(retirement.reason(), "reason"), caller.keyId()));
    }

    @PostMapping("/{id}/compromised")
    @Operation(summary = "End the use of a key that others may have; what it signed and has not left is signed anew")
    KeyResponse compromised(
            @PathVariable UUID id,
            @RequestBody Compromise compromise,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        return KeyResponse.of(office.compromised(
                id,
                Members.required(compromise.from(), "from"),
                Members.text(compromise.reason(), "reason"),
                caller.keyId()));
    }
}
