package org.shuqiao.bench.contract;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** 重庆市发展改革委, through the districts: papers that people carry. */
class ChongqingDrcContractIT extends PlatformContract {

    ChongqingDrcContractIT(ContractWorld world) {
        super(world, "chongqing-drc", "work_summary", "chongqing-2025");
    }

    /** What is left is what is decided before anything leaves. */
    @Override
    Map<Case, String> skips() {
        return Arrays.stream(Case.values())
                .filter(one -> one != Case.MISSING_CATALOG_CODE)
                .collect(
                        Collectors.toMap(
                                Function.identity(),
                                one ->
                                        "an officer makes the package and enters the paper that comes back; demo --all does so"));
    }

    @Override
    Way way() {
        throw new AssertionError("there is no wire");
    }

    @Override
    void restore() {
        // Nothing was made to go wrong.
    }
}
