package org.shuqiao.mappings.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.mappings.residue.Residue;
import org.shuqiao.mappings.residue.ResidueScanner;
import tools.jackson.databind.node.ObjectNode;

/** What an agreement lets leave is not held back by chance: not by what a key makes of a code, and not by a number that is none. */
class MaskedSamplesTest {
    private static final int KEYS = 100;
    private static final int NUMBERS = 400;

    private final ResidueScanner scanner = new ResidueScanner();

    static Stream<Platform> platforms() {
        return Fixtures.PLATFORMS.all().stream();
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void noneIsHeldBackWhateverItsKey(Platform platform) {
        for (String id : platform.descriptor().datasets().keySet()) {
            Dataset dataset = Fixtures.DATASETS.find(id).orElseThrow();
            for (Dataset.Sample sample : dataset.samples()) {
                for (int key = 0; key < keys(platform, dataset); key++) {
                    assertThat(found(platform, dataset, sample.bytes(), "v" + key))
                            .as("%s of %s under key %d", sample.name(), id, key)
                            .isEmpty();
                }
            }
        }
    }

    /** Where nothing is made with a key, one stands for all. */
    private static int keys(Platform platform, Dataset dataset) {
        boolean keyed = Fixtures.rules(platform, dataset).stream()
                .anyMatch(rule -> rule.transform().startsWith("pseudonym")
                        || rule.transform().startsWith("fpe"));
        return keyed ? KEYS : 1;
    }

    static Stream<Platform> platformsThatTakeActivities() {
        return platforms().filter(platform -> platform.mapping("activity").isPresent());
    }

    @ParameterizedTest
    @MethodSource("platformsThatTakeActivities")
    void noneIsHeldBackWhateverNumberItsTitleEndsWith(Platform platform) {
        ObjectNode activity = Fixtures.sampleJson(Fixtures.ACTIVITY, "training");
        for (int number = 0; number < NUMBERS; number++) {
            activity.put("title", "数字化转型培训班 No. " + number);
            byte[] record = activity.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(found(platform, Fixtures.ACTIVITY, record, "v1"))
                    .as("number %d", number)
                    .isEmpty();
        }
    }

    private List<Residue> found(Platform platform, Dataset dataset, byte[] record, String keyVersion) {
        Desensitiser desensitiser = new Desensitiser(new Fixtures.Keys(keyVersion));
        return scanner.scan(
                platform.mapping(dataset.id())
                        .orElseThrow()
                        .map(desensitiser.apply(
                                dataset, dataset.read(record), Fixtures.rules(platform, dataset), platform.id())),
                CenterDictionary.empty());
    }
}
