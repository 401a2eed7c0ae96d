package org.shuqiao.gateway.cli;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.shuqiao.gateway.cli.DemoRecords.DemoRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What two centers hand in on one day, and who wants to visit: samples under titles and ids of their own. */
final class DayRecords {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

    private static final List<String> OF_QINGDAO = List.of(
            "智能家电产业链设备联网改造现场会",
            "橡胶轮胎企业质量追溯专题培训",
            "中小企业上云用数赋智一对一问诊",
            "个性化定制解决方案供需对接会",
            "数字化车间诊断师研修班",
            "智能仓储改造案例观摩",
            "工业软件选型与部署培训",
            "家电配套企业数据采集实训",
            "产业链协同订单系统推介会",
            "绿色低碳与能耗监测专题讲座",
            "首席数据官研讨班（第二期）",
            "注塑行业小快轻准改造对接会");

    private static final List<String> OF_CHONGQING = List.of(
            "装备制造柔性产线改造培训班",
            "摩托车零部件质量检测数字化沙龙",
            "成渝产业链供需对接会（渝北专场）",
            "工业互联网标识解析应用培训",
            "数控机床联网与刀具管理实训",
            "智能工厂梯度培育政策宣讲",
            "电子行业排产优化案例分享会",
            "制造业数字化转型服务商路演");

    /** Each hides something that must not leave in a field that may. */
    private static final List<String> CARELESS =
            List.of("轮胎企业转型沙龙（咨询王老师 1 3 9 - 6 4 8 0 - 0 0 2 5）", "家电企业走访座谈会（联系人身份证110105 19491231 002X）");

    /** No attachment goes with them. */
    private static final List<String> ON_PAPER = List.of("work_summary", "project");

    private static final int DAYS_TO_THE_FIRST_VISIT = 2;
    private static final int DAYS_OF_VISITS = 5;

    private final Datasets datasets;
    private final String suffix;
    private final OffsetDateTime now;

    /** @param suffix of this run: letters and digits */
    DayRecords(Datasets datasets, String suffix, Clock clock) {
        this.datasets = datasets;
        this.suffix = suffix;
        this.now = clock.instant().atOffset(CHINA).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns trainings and matchmaking of Qingdao's center. */
    List<DemoRecord> ofQingdao() {
        return activities(OF_QINGDAO, DemoCenter.QINGDAO, "Q");
    }

    /** Returns trainings and matchmaking of Chongqing's center. */
    List<DemoRecord> ofChongqing() {
        return activities(OF_CHONGQING, DemoCenter.CHONGQING, "C");
    }

    /** Returns records of Qingdao's center that go to quarantine, since their titles name a person's number. */
    List<DemoRecord> careless() {
        return activities(CARELESS, DemoCenter.QINGDAO, "L");
    }

    /** Returns what Chongqing's center reports to the commission that wants it bound. */
    List<DemoRecord> onPaper() {
        return ON_PAPER.stream()
                .map(id -> sample(id, DemoCenter.CHONGQING, "P"))
                .toList();
    }

    /** Returns times at which Chongqing's center takes visitors, over the next days. */
    List<DemoRecord> slots() {
        List<DemoRecord> slots = new ArrayList<>();
        for (int day = 0; day < DAYS_OF_VISITS; day++) {
            OffsetDateTime morning = now.plusDays(DAYS_TO_THE_FIRST_VISIT + day)
                    .withHour(9)
                    .withMinute(30)
                    .withSecond(0);
            DemoRecord slot = sample("slot", DemoCenter.CHONGQING, "S" + day);
            slot.json()
                    .put("title", "装备制造柔性产线观摩")
                    .put("start", TIME.format(morning))
                    .put("end", TIME.format(morning.plusHours(2)))
                    .put("capacity", 30 + 5 * day)
                    .put("booked", 0);
            slots.add(slot);
        }
        return slots;
    }

    /** Returns a visit that waits for the center's word. */
    DemoRecord booking(DemoRecord slot, int headcount) {
        String of = slot.json().path("record_id").stringValue();
        DemoRecord booking = sample("booking", DemoCenter.CHONGQING, of.substring(of.length() - 2));
        booking.json()
                .put("slot_id", of)
                .put("visit_at", slot.json().path("start").stringValue())
                .put("headcount", headcount);
        return booking;
    }

    private List<DemoRecord> activities(List<String> titles, DemoCenter center, String letter) {
        Dataset dataset = datasets.find("activity").orElseThrow();
        List<DemoRecord> records = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            byte[] bytes = dataset.samples().get(i % dataset.samples().size()).bytes();
            DemoRecord record = named(dataset, bytes, center, letter + i);
            record.json().put("title", titles.get(i));
            records.add(record);
        }
        return records;
    }

    private DemoRecord sample(String id, DemoCenter center, String end) {
        Dataset dataset = datasets.find(id).orElseThrow();
        DemoRecord record = named(dataset, dataset.samples().get(0).bytes(), center, end);
        record.json().put("created_at", TIME.format(now));
        return record;
    }

    private DemoRecord named(Dataset dataset, byte[] bytes, DemoCenter center, String end) {
        ObjectNode json = (ObjectNode) JSON.readTree(bytes);
        json.put("record_id", json.path("record_id").stringValue() + "-" + suffix + "-" + end)
                .put("center_id", center.usci())
                .put("region", center.region());
        return new DemoRecord(dataset, end, json);
    }
}
