package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.mappings.residue.ResidueKind;
import org.shuqiao.mappings.residue.ResidueScanner;
import org.shuqiao.routes.ledger.Preparation;
import org.shuqiao.routes.ledger.PreparedTransfer.SuspectedResidue;
import org.shuqiao.routes.ledger.Waiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScanResidueTest {
    private static final String CENTER = "91370212MA3C000039";

    private static List<ResidueKind> beside(String recordId, long version) {
        Preparation preparation = new Preparation(
                UUID.randomUUID(), 1, CENTER, "activity", recordId, version, Instant.EPOCH, null, null, null);
        MappedPayload leaving = Leaving.of(preparation);
        return new ResidueScanner()
                .scan(leaving, CenterDictionary.of(List.of("hengtai"))).stream()
                        .map(hit -> hit.kind())
                        .toList();
    }

    @Test
    void searchesTheNamesUnderWhichARecordIsSent() {
        assertThat(beside("ACT-13805320016-1", 1)).containsExactly(ResidueKind.MOBILE);
        assertThat(beside("ACT-2026-1", 13805320016L)).containsExactly(ResidueKind.MOBILE);
        assertThat(beside("diag_hengtai_03", 1)).containsExactly(ResidueKind.DICTIONARY);
        assertThat(beside("MTM4MDUzMjAwMTY-tel", 1)).containsExactly(ResidueKind.MOBILE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QD-ACT-2026-0031",
                "T-13800138-0013-4800-8000-138001380000",
                "019ab2d4-7c11-7d3e-9a55-0c1f2e3d4b5a",
                "20260318093015"
            })
    void takesNoIdForANumberThatAMachineHasDrawn(String recordId) {
        assertThat(beside(recordId, 1)).isEmpty();
    }

    @Test
    void whatOnlyHasTheLengthOfAUuidIsSearched() {
        assertThat(beside("13805320016-0000-0000-0000-000000000", 1)).containsExactly(ResidueKind.MOBILE);
    }

    @Test
    void aReleaseIsOfItsHitsInItsPayloadAndOfNoOthers() {
        // The title of the sample becomes a word of the dictionary after the release.
        SuspectedResidue first = suspected(null, CenterDictionary.of(List.of("培训")));
        assertThat(first).isNotNull();
        Waiver waiver = new Waiver(first.payloadHash(), first.hits());

        assertThat(suspected(waiver, CenterDictionary.of(List.of("培训")))).isNull();
        assertThat(suspected(new Waiver(Sm3.digest(new byte[1]), first.hits()), CenterDictionary.of(List.of("培训"))))
                .isNotNull();
        assertThat(suspected(waiver, CenterDictionary.of(List.of("培训", "数字化")))).isNotNull();
    }

    @Test
    void tellsWhereAndShowsNoSecret() {
        SuspectedResidue residue = suspected(null, CenterDictionary.of(List.of("培训")));

        JsonNode hit = JsonMapper.shared().readTree(residue.hits()).path(0);
        assertThat(hit.path("kind").stringValue()).isEqualTo("DICTIONARY");
        assertThat(hit.path("source").stringValue()).isEqualTo("/title");
        assertThat(hit.path("redactable").booleanValue()).isTrue();
        assertThat(hit.path("beside").booleanValue()).isFalse();
        JsonNode detail = JsonMapper.shared().readTree(residue.details()).path(0);
        assertThat(detail.path("excerpt").stringValue()).contains("【保密词】").doesNotContain("培训");
        assertThat(detail.path("finding").stringValue()).hasSize(64);
    }

    private static @Nullable SuspectedResidue suspected(@Nullable Waiver waiver, CenterDictionary words) {
        Preparation.Again again =
                waiver == null ? null : new Preparation.Again(UUID.randomUUID(), "qingdao", waiver, Set.of(), null);
        PlatformPayload payload =
                new MapToPlatform().map(SampleTransfer.desensitised(SampleTransfer.under(permission -> {}, again)));
        ScanResidue scan = new ScanResidue(new ResidueScanner(), center -> words, Sm3::digest);
        TransferStopped stopped = catchThrowableOfType(TransferStopped.class, () -> scan.scan(payload));
        return stopped == null ? null : stopped.verdict().residue();
    }
}
