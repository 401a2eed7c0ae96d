package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.platforms.PlatformDescriptor.Audience;
import org.shuqiao.mappings.residue.ResidueKind;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.BulkLedger;
import org.shuqiao.routes.ledger.QuarantineBulkLedger;
import org.shuqiao.routes.ledger.QuarantineBulkLedger.Standing;
import org.shuqiao.routes.ledger.QuarantineLedger;
import org.shuqiao.routes.ledger.QuarantineLedger.Decision;
import org.shuqiao.routes.ledger.QuarantineLedger.Filter;
import org.shuqiao.routes.ledger.QuarantineLedger.Looked;
import org.shuqiao.routes.ledger.QuarantineLedger.Outcome;
import org.shuqiao.routes.ledger.Quarantined;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.steps.Limits;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Transfers in which residue is suspected, for a security officer to judge. */
@RestController
@RequestMapping("/api/v1/quarantine")
@Tag(name = "Quarantine", description = "For security officers: release, redact or withhold what looks like a leak")
public class QuarantineController {
    private final QuarantineLedger ledger;
    private final QuarantineBulkLedger bulk;

    QuarantineController(Journeys journeys) {
        Set<String> oneIsEnough = journeys.parts().platforms().all().stream()
                .filter(access -> access.platform().descriptor().audience() != Audience.PUBLIC)
                .map(PlatformAccess::id)
                .collect(Collectors.toUnmodifiableSet());
        this.ledger = journeys.ledger().quarantine(platform -> !oneIsEnough.contains(platform));
        this.bulk = journeys.ledger().quarantineBulk(platform -> !oneIsEnough.contains(platform), Limits.BULK_TOKEN);
    }

    /**
     * @param seen of what was looked at, as the list gives it; a release needs it
     * @param standing of the proposal that was looked at, or of none, as the list gives it; left out, whatever stands is confirmed or replaced
     */
    public record Judgement(Decision decision, String reason, @Nullable String seen, @Nullable String standing) {}

    /** @param token of the dry run; {@code reason} is needed with it */
    public record JudgementOfMany(
            String finding,
            Decision decision,
            @Nullable Boolean dryRun,
            @Nullable String token,
            @Nullable String reason) {}

    /**
     * @param changed transfers that were decided on, or for which a decision was proposed
     * @param standing proposals that wait for them; null where nothing is counted
     */
    public record JudgedMany(long matched, long changed, boolean done, String token, @Nullable Standing standing) {}

    @GetMapping
    @Operation(
            summary = "What waits for a judgement, oldest first",
            description =
                    "By center, platform, kind of secret and finding: equal findings of one center have the same `finding`. The"
                            + " header `Link` has the address of the next page. Excerpts have every secret masked.")
    ResponseEntity<List<SuspectResponse>> waiting(
            @RequestParam(required = false) @Nullable String center,
            @RequestParam(required = false) @Nullable String platform,
            @RequestParam(required = false) @Nullable ResidueKind kind,
            @RequestParam(required = false) @Nullable String finding,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return page(center, platform, kind, finding, cursor, limit).answer("cursor", rows(limit));
    }

    private static int rows(int limit) {
        return Math.max(1, Math.min(limit, Limits.QUARANTINE_PAGE));
    }

    /** What waits for a judgement, oldest first; what is null is not asked for. */
    public ListPage<SuspectResponse> page(
            @Nullable String center,
            @Nullable String platform,
            @Nullable ResidueKind kind,
            @Nullable String finding,
            @Nullable String cursor,
            int limit) {
        int rows = rows(limit);
        Filter filter = new Filter(
                Members.searched(center, "center"),
                Members.searched(platform, "platform"),
                kind == null ? null : kind.name(),
                finding == null ? null : finding(finding));
        ListPage<Quarantined> page = ListPage.cut(
                ledger.waiting(filter, Cursors.read(cursor), rows + 1), rows, one -> Cursors.write(one.transfer()));
        return new ListPage<>(SuspectResponse.of(page.rows(), ledger::transfersWith), page.next());
    }

    @GetMapping("/{transferId}")
    @Operation(summary = "See one of them")
    public SuspectResponse suspect(@PathVariable UUID transferId) {
        return find(transferId)
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "transfer in quarantine")));
    }

    /** @return empty where the transfer is not in quarantine */
    public Optional<SuspectResponse> find(UUID transfer) {
        return ledger.find(transfer).map(found -> SuspectResponse.of(List.of(found), ledger::transfersWith)
                .get(0));
    }

    @PostMapping("/{transferId}")
    @Operation(
            summary = "Release, redact or withhold",
            description =
                    "`RELEASE` lets exactly the hits that were `seen` pass in exactly this payload. `REDACT` takes them out of the"
                            + " free texts they stand in; what is left is searched again. `WITHHOLD` is for good. Towards a platform"
                            + " that the public sees, the first officer's word to let it go on is a proposal (202), and another"
                            + " officer's same word confirms it (204). With `standing`, nothing is done where another proposal stands"
                            + " than the one that was looked at (`CHANGED_MEANWHILE`).")
    @ApiResponse(responseCode = "204", description = "Decided")
    @ApiResponse(responseCode = "202", description = "Proposed; another officer has to say the same")
    @ApiResponse(
            responseCode = "409",
            description =
                    "Not in quarantine, not with what was seen, not offered for hits in such places, or somebody has proposed"
                            + " something meanwhile",
            content = @Content)
    public ResponseEntity<Void> judge(
            @PathVariable UUID transferId,
            @RequestBody Judgement judgement,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Decision decision = Members.required(judgement.decision(), "decision");
        String reason = Members.text(judgement.reason(), "reason");
        String seen = decision == Decision.RELEASE ? Members.text(judgement.seen(), "seen") : judgement.seen();
        Looked looked = new Looked(seen, judgement.standing());
        Outcome outcome = ledger.judge(transferId, decision, looked, caller.keyId(), reason);
        return switch (outcome) {
            case DONE -> ResponseEntity.noContent().build();
            case PROPOSED -> ResponseEntity.status(HttpStatus.ACCEPTED).build();
            case NOT_THERE -> throw wrong("transfer", "QUARANTINED");
            case SEEN_OTHER -> throw wrong("seen", "a look at what is there now");
            case PROPOSED_MEANWHILE -> throw meanwhile(transferId);
            case NOT_OFFERED ->
                throw new Failure(FailureCode.DECISION_NOT_OFFERED, Map.of("decision", decision.name()));
            case SAME_PERSON -> throw new Failure(FailureCode.FOUR_EYES, Map.of("what", "quarantine"));
        };
    }

    /** What is proposed now is said for people: who acts on it has to look first. */
    private Failure meanwhile(UUID transfer) {
        Map<String, Object> facts = new LinkedHashMap<>(Map.of("what", "proposal"));
        ledger.find(transfer)
                .map(Quarantined::proposal)
                .ifPresent(open -> facts.put("decision", open.decision().name()));
        return new Failure(FailureCode.CHANGED_MEANWHILE, facts);
    }

    private static Failure wrong(String what, String needs) {
        return new Failure(FailureCode.WRONG_STATE, Map.of("what", what, "needs", needs));
    }

    @PostMapping("/bulk")
    @Operation(
            summary = "Decide on every transfer with the same finding",
            description =
                    "First with `dryRun: true`, which counts and changes nothing; then with the `token` of that answer, the same"
                            + " finding and decision, and a reason. Each call looks at 100 at most: repeat it until `done`. A"
                            + " transfer that holds anything else is left alone unless it is withheld. What takes two officers takes"
                            + " two here. The count says in `standing` for how many the same is proposed already, which this confirms,"
                            + " and for how many another decision, which this replaces; what is proposed after the count is left"
                            + " alone unless it is withheld. A token is good for ten minutes after it was last used.")
    @ApiResponse(responseCode = "409", description = "No such token of this officer", content = @Content)
    public JudgedMany judgeMany(
            @RequestBody JudgementOfMany many,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        byte[] finding = finding(Members.text(many.finding(), "finding"));
        Decision decision = Members.required(many.decision(), "decision");
        if (Boolean.TRUE.equals(many.dryRun())) {
            BulkLedger.Plan plan = bulk.plan(decision, finding, caller.keyId());
            Standing standing = bulk.standing(plan, decision, finding);
            return new JudgedMany(plan.matched(), 0, false, plan.id().toString(), standing);
        }
        UUID token = Cursors.uuid(Members.text(many.token(), "token"), "token");
        String reason = Members.text(many.reason(), "reason");
        return bulk.step(token, decision, finding, reason, caller.keyId(), Limits.QUARANTINE_STEP)
                .map(step -> new JudgedMany(step.matched(), step.changed(), step.done(), token.toString(), null))
                .orElseThrow(() -> wrong("token", "a dry run of the same decision"));
    }

    private static byte[] finding(String hex) {
        try {
            return QuarantineLedger.finding(hex);
        } catch (IllegalArgumentException none) {
            throw Members.refused("finding");
        }
    }
}
