package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.ConsistencyProof;
import org.shuqiao.certs.log.EntryBundle;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.Tile;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.CheckpointLedger.StoredCheckpoint;
import org.shuqiao.routes.steps.ReadLog;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The transparency log, for anybody (C2SP tlog-tiles below this path); leaves themselves for those who watch it. */
@RestController
@RequestMapping("/api/v1/log")
@Tag(
        name = "Log",
        description = "Checkpoints, tiles and proofs of the transparency log; no key is needed but for entries")
class LogController {
    private static final String PATH = "/api/v1/log/";
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final MediaType NOTE = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final ReadLog reads;
    private final OwnTrust trust;

    LogController(Journeys journeys, OwnTrust trust) {
        this.reads = new ReadLog(journeys.ledger());
        this.trust = trust;
    }

    /** @param path hashes in hexadecimal, from the leaf upwards (RFC 9162 §2.1.3.1) */
    record Inclusion(long index, long size, String leafHash, List<String> path) {}

    /** @param path hashes in hexadecimal (RFC 9162 §2.1.4.1) */
    record Consistency(long from, long to, List<String> path) {}

    @GetMapping(path = "/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(summary = "The newest signed checkpoint (C2SP tlog-checkpoint)")
    ResponseEntity<byte[]> checkpoint() {
        StoredCheckpoint newest =
                reads.checkpoint().orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "checkpoint")));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag(Long.toString(newest.head().size()))
                .contentType(NOTE)
                .body(newest.note());
    }

    @GetMapping(path = "/tile/{level}/**", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(summary = "Hashes of one tile (C2SP tlog-tiles), for example /tile/0/x001/234 or /tile/1/000.p/17")
    ResponseEntity<byte[]> tile(HttpServletRequest request) {
        try {
            Tile tile = Tile.parse(pathOf(request));
            return bytes(reads.tile(tile), tile.width());
        } catch (IllegalArgumentException none) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "tile"));
        }
    }

    @GetMapping(path = "/tile/entries/**", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(summary = "The leaves below one tile of level 0, for example /tile/entries/x001/234; needs a key")
    ResponseEntity<byte[]> entries(HttpServletRequest request) {
        try {
            EntryBundle bundle = EntryBundle.parse(pathOf(request));
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .contentType(MediaType.APPLICATION_OCTET_STREAM)
                    .body(reads.entries(bundle));
        } catch (IllegalArgumentException none) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "tile"));
        }
    }

    @GetMapping("/proof/inclusion")
    @Operation(
            summary = "Prove that the log holds a leaf, in the newest checkpoint or in a tree of another size",
            description = "Of a transfer's statement, or of the leaf with a hash in hexadecimal.")
    ResponseEntity<Inclusion> inclusion(
            @RequestParam(required = false) @Nullable UUID transfer,
            @RequestParam(required = false) @Nullable String leaf,
            @RequestParam(required = false) @Nullable Long size) {
        if ((transfer == null) == (leaf == null)) {
            throw new Failure(FailureCode.BAD_REQUEST, Map.of("parameter", "transfer, leaf"));
        }
        ReadLog.Included included =
                transfer != null ? reads.inclusion(transfer, size) : reads.inclusion(leafHash(leaf), size);
        // Of a transfer the newest statement is proved, and that may become another.
        return ResponseEntity.ok()
                .cacheControl(size == null || transfer != null ? CacheControl.noCache() : forEver())
                .body(new Inclusion(
                        included.proof().index(),
                        included.proof().size(),
                        HexFormat.of().formatHex(included.leafHash()),
                        hex(included.proof().path())));
    }

    @GetMapping("/proof/consistency")
    @Operation(summary = "Prove that the tree of one size is the beginning of that of another")
    ResponseEntity<Consistency> consistency(@RequestParam long from, @RequestParam long to) {
        ConsistencyProof proof = reads.consistency(from, to);
        return ResponseEntity.ok()
                .cacheControl(forEver())
                .body(new Consistency(proof.from(), proof.to(), hex(proof.path())));
    }

    @GetMapping(path = "/trust", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "A trust file as this gateway sees it",
            description = "For a start. An auditor compares its keys with what they know from elsewhere.")
    ResponseEntity<byte[]> trust() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.APPLICATION_JSON)
                .body(trust.now().bytes());
    }

    private static String pathOf(HttpServletRequest request) {
        return request.getRequestURI().substring(PATH.length());
    }

    private static ResponseEntity<byte[]> bytes(byte[] tile, int width) {
        return ResponseEntity.ok()
                .cacheControl(
                        width == Tile.FULL_WIDTH
                                ? forEver()
                                : CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic())
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(tile);
    }

    private static CacheControl forEver() {
        return CacheControl.maxAge(FOR_EVER).cachePublic().immutable();
    }

    private static byte[] leafHash(@Nullable String hex) {
        if (hex == null || hex.length() != 2 * LogHash.HASH_BYTES) {
            throw new Failure(FailureCode.BAD_REQUEST, Map.of("parameter", "leaf"));
        }
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException noHex) {
            throw new Failure(FailureCode.BAD_REQUEST, Map.of("parameter", "leaf"));
        }
    }

    private static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(HexFormat.of()::formatHex).toList();
    }
}
