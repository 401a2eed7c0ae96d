package org.shuqiao.bench.leaks;

import java.util.ArrayList;
import java.util.List;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.mappings.residue.DictionaryTerm;
import org.shuqiao.mappings.residue.DictionaryTerm.Kind;

/** The dictionary of a center with many clients, and how people write what is in it. */
final class Vocabulary {
    private static final List<String> PLACES = List.of("青岛", "青岛市", "重庆", "重庆市", "山东", "即墨", "江西", "山西");
    private static final String FIRST = "恒鑫隆宏瑞润博元晟骏铭昊钜澳沃凯祥佳铂奕";
    private static final String SECOND = "泰盛达远通捷源腾翔峰岳霖璟诚辉旭坤钧邦";
    private static final List<String> INDUSTRIES =
            List.of("精密注塑", "机械", "汽车零部件", "智能装备", "电子科技", "新材料", "模具", "自动化设备", "食品", "纺织");
    private static final List<String> FORMS = List.of("有限公司", "股份有限公司", "有限责任公司", "集团有限公司");
    private static final String SURNAMES = "张王李赵刘陈杨黄周吴徐孙马朱胡郭何罗高林";
    private static final String GIVEN = "伟娜敏静丽强磊洋艳勇杰娟涛超霞刚玲飞峻雯";

    private final List<Company> enterprises = new ArrayList<>();
    private final List<Company> customers = new ArrayList<>();
    private final List<String> products = new ArrayList<>();
    private final List<String> people = new ArrayList<>();

    /** @param trade 字号, under which everybody knows it */
    private record Company(String name, String trade, String industry) {}

    /** @param terms how many the dictionary holds */
    Vocabulary(long seed, int terms) {
        Dice dice = Dice.of(seed, -2);
        for (int i = 0; i < terms; i++) {
            switch (i % 5) {
                case 0, 1 -> enterprises.add(company(dice));
                case 2 -> customers.add(company(dice));
                case 3 -> products.add(dice.some("HTQDXKZ", 2) + "-" + dice.digits(4) + dice.one("ABCEF"));
                default -> people.add(dice.one(SURNAMES) + dice.some(GIVEN, 2));
            }
        }
    }

    private static Company company(Dice dice) {
        String trade = dice.one(FIRST) + String.valueOf(dice.one(SECOND)) + (dice.oneIn(3) ? dice.one(SECOND) : "");
        String industry = dice.one(INDUSTRIES);
        return new Company(dice.one(PLACES) + trade + industry + dice.one(FORMS), trade, industry);
    }

    CenterDictionary dictionary() {
        return CenterDictionary.of(terms(), List.of());
    }

    List<DictionaryTerm> terms() {
        List<DictionaryTerm> terms = new ArrayList<>();
        enterprises.forEach(company -> terms.add(term(company.name(), Kind.ENTERPRISE)));
        customers.forEach(company -> terms.add(term(company.name(), Kind.CUSTOMER)));
        products.forEach(product -> terms.add(term(product, Kind.PRODUCT)));
        people.forEach(person -> terms.add(term(person, Kind.PERSON)));
        return terms;
    }

    private static DictionaryTerm term(String text, Kind kind) {
        return new DictionaryTerm(text, kind, List.of());
    }

    Secret enterprise(Dice dice) {
        return Secret.of(SecretKind.ENTERPRISE, dice.one(enterprises).name());
    }

    /** Without its form, without its place, or by its trade name only. */
    Secret shortName(Dice dice) {
        Company company = dice.one(enterprises);
        return Secret.of(SecretKind.SHORT_NAME, dice.oneIn(2) ? company.trade() + company.industry() : company.trade());
    }

    Secret customer(Dice dice) {
        return Secret.of(SecretKind.CUSTOMER, dice.one(customers).name());
    }

    Secret product(Dice dice) {
        return Secret.of(SecretKind.PRODUCT, dice.one(products));
    }

    Secret person(Dice dice) {
        return Secret.of(SecretKind.PERSON, dice.one(people));
    }
}
