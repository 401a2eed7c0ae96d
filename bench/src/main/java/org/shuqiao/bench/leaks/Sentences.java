package org.shuqiao.bench.leaks;

import java.util.List;
import java.util.Locale;

/** What centers write, with the figures that stand in it, and nothing that is a secret. */
final class Sentences {
    private static final List<String> STANDARDS = List.of(
            "GB/T 39116-2020",
            "GB/T 39117-2020",
            "GB 32100-2015",
            "GB/T 4754-2017",
            "DB14/T 1933-2019",
            "ISO 9001:2015",
            "GB/T 22080-2016",
            "YD/T 4209-2023",
            "T/CESA 1159-2021");
    private static final List<String> DOCUMENTS = List.of(
            "渝发改高技〔2022〕133号",
            "工信厅企业〔2022〕32号",
            "工信厅企业〔2024〕56号",
            "鲁工信发〔2022〕5号",
            "渝经信智能〔2024〕5号",
            "青工信字〔2021〕18号",
            "国办发〔2019〕3号");
    private static final List<String> TITLES = List.of(
            "智能家电产业链数字化转型供需对接会",
            "装备制造企业数据治理培训班",
            "注塑行业设备联网现场观摩",
            "中小企业数字化水平诊断服务",
            "工业互联网标识解析推广活动",
            "多品种小批量产线柔性配置",
            "老旧机加工设备联网与数据采集",
            "汽车零部件行业质量追溯方案");
    private static final List<String> SCENES =
            List.of("设备联网", "质量追溯", "智能排程", "数字化管理", "仓储配送", "能耗监测", "工艺优化", "产品生命周期管理", "供应链协同");
    private static final List<String> PROBLEMS = List.of(
            "设备品牌不一，接口协议各异，采集依赖人工抄表",
            "换模耗时长，排产依赖老师傅经验",
            "质量追溯到批次而不到单件",
            "各系统主数据不一致，月末才能汇总",
            "数据分散在多个系统，报表靠手工合并",
            "车间网络没有分区，远程维护缺少审计");

    private final Dice dice;

    Sentences(Dice dice) {
        this.dice = dice;
    }

    String title() {
        return dice.one(TITLES)
                + dice.one(List.of("", "（第" + dice.between(1, 24) + "期）", "" + dice.between(2023, 2026), "·二期"));
    }

    /** Of about as many characters, never more; none where no sentence is so short. */
    String paragraph(int characters) {
        StringBuilder text = new StringBuilder();
        String next = sentence();
        while (text.length() + next.length() <= characters) {
            text.append(next);
            next = sentence();
        }
        return text.toString();
    }

    String sentence() {
        return switch (dice.between(0, 2)) {
            case 0 -> aboutEvents();
            case 1 -> aboutPlans();
            default -> aboutNumbers();
        };
    }

    private String aboutEvents() {
        return switch (dice.between(0, 7)) {
            case 0 -> "依据%s与%s开展评估，得分%s分。".formatted(dice.one(STANDARDS), dice.one(DOCUMENTS), decimal(20, 95));
            case 1 ->
                "%d年%d月%d日在%d号会议室举办，%d家企业、%d人参加。"
                        .formatted(
                                year(),
                                month(),
                                day(),
                                dice.between(1, 9),
                                dice.between(8, 120),
                                dice.between(15, 600));
            case 2 ->
                "活动时间%04d-%02d-%02d %02d:%02d:%02d，历时%s天。"
                        .formatted(
                                year(),
                                month(),
                                day(),
                                dice.between(8, 17),
                                dice.between(0, 59),
                                dice.between(0, 59),
                                decimal(1, 9));
            case 3 -> "设备数控化率由%s%%提升到%s%%，联网率%s%%。".formatted(decimal(20, 50), decimal(51, 85), decimal(5, 70));
            case 4 ->
                "全年完成订单%d件，产量%d台，交付周期缩短%d天。"
                        .formatted(dice.between(800, 90_000), dice.between(1_000, 9_999_999), dice.between(2, 40));
            case 5 -> "%s。".formatted(dice.one(PROBLEMS));
            case 6 -> "建议分%d期建设：先做%s，再做%s。".formatted(dice.between(2, 4), dice.one(SCENES), dice.one(SCENES));
            default ->
                "场地%d平方米，服务企业%d家，服务人次%d。"
                        .formatted(dice.between(200, 8_000), dice.between(20, 900), dice.between(300, 30_000));
        };
    }

    private String aboutPlans() {
        return switch (dice.between(0, 7)) {
            case 0 ->
                "订单编号%d%02d%02d%05d，共%d项。"
                        .formatted(year(), month(), day(), dice.between(1, 99_999), dice.between(2, 40));
            case 1 -> "展位每平方米%d元，会期午餐每份%d元。".formatted(dice.between(80, 900), dice.between(15, 60));
            case 2 ->
                "文件%s第%d条第%d款所列场景已覆盖%d个。"
                        .formatted(dice.one(DOCUMENTS), dice.between(1, 30), dice.between(1, 9), dice.between(3, 15));
            case 3 ->
                "系统版本%d.%d.%d.%d，接口响应%dms，可用性99.%d%%。"
                        .formatted(
                                dice.between(1, 9),
                                dice.between(0, 9),
                                dice.between(0, 9),
                                dice.between(0, 9),
                                dice.between(20, 400),
                                dice.between(1, 99));
            case 4 ->
                "累计采集数据点%d亿条，日均%d万条，存储%d TB。"
                        .formatted(dice.between(1, 90), dice.between(10, 9_000), dice.between(2, 80));
            case 5 ->
                "样本%d份，置信度0.%d，批号LOT-%d%02d-%04d。"
                        .formatted(
                                dice.between(30, 500), dice.between(80, 99), year(), month(), dice.between(1, 9_999));
            case 6 ->
                "参照%s，设备编码为%s-%05d，共%d台套。"
                        .formatted(
                                dice.one(STANDARDS),
                                dice.one(List.of("CNC", "IMM", "AGV", "PLC")),
                                dice.between(1, 99_999),
                                dice.between(2, 300));
            default ->
                "咨询时间为工作日8:30至17:30，详见http://www.example.org/news/%d/%02d/%d.html。"
                        .formatted(year(), month(), dice.between(1_000, 99_999));
        };
    }

    private String aboutNumbers() {
        return switch (dice.between(0, 5)) {
            case 0 -> "培训%d学时，考核通过率%s%%，满意度%s分。".formatted(dice.between(8, 80), decimal(80, 99), decimal(8, 9));
            case 1 ->
                "经度%s，纬度%s，海拔%d米。"
                        .formatted(
                                "12%d.%s".formatted(dice.between(0, 3), dice.digits(6)),
                                "36." + dice.digits(6),
                                dice.between(2, 400));
            case 2 ->
                "二〇%s年以来，第一批、第二批共%s家企业完成诊断。"
                        .formatted(
                                dice.one(List.of("二三", "二四", "二五")), dice.one(List.of("一百二十", "三百零五", "八十六", "一千二百")));
            case 3 ->
                "节拍由%s秒降到%s秒，一次合格率%s%%，能耗下降%d%%。"
                        .formatted(decimal(30, 90), decimal(10, 29), decimal(90, 99), dice.between(3, 25));
            case 4 -> "累计采集记录%s条，设备编号%s。".formatted(quantity(), dice.one("2357") + dice.digits(dice.between(7, 11)));
            default -> "全年产量%,d件，出货%,d件。".formatted(dice.between(1_000, 999_999_999), dice.between(1_000, 9_999_999));
        };
    }

    /** As long as a telephone number, or nearly; of eleven digits only with a beginning that no mobile number has. */
    private String quantity() {
        return dice.one(List.of(
                dice.one("123456789") + dice.digits(dice.between(7, 9)),
                "12" + dice.digits(9),
                dice.one("23456789") + dice.digits(11)));
    }

    private String decimal(int least, int most) {
        return String.format(Locale.ROOT, "%d.%d", dice.between(least, most), dice.between(0, 99));
    }

    private int year() {
        return dice.between(2021, 2026);
    }

    private int month() {
        return dice.between(1, 12);
    }

    private int day() {
        return dice.between(1, 28);
    }
}
