package org.shuqiao.bench.leaks;

import java.util.List;

/** Makes a secret of any kind. */
final class Secrets {
    private static final List<String> MONEY_WORDS =
            List.of("合同金额", "成本", "报价", "单价", "采购价", "中标价", "销售额", "营业收入", "利润", "毛利", "年薪", "产值", "注册资金", "贷款");
    private static final List<String> TELEPHONE_WORDS = List.of("电话", "座机", "传真", "热线", "联系方式");

    private final Vocabulary vocabulary;

    Secrets(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    Secret make(SecretKind kind, Dice dice) {
        Codes codes = new Codes(dice);
        return switch (kind) {
            case MOBILE -> Secret.of(kind, codes.mobile());
            case LANDLINE -> landline(codes, dice);
            case ID_CARD -> Secret.of(kind, codes.idCard());
            case ID_CARD_OLD -> Secret.of(kind, codes.oldIdCard());
            case USCI -> Secret.of(kind, codes.usci());
            case BANK_CARD -> Secret.of(kind, codes.bankCard());
            case EMAIL -> Secret.of(kind, codes.email());
            case PLATE -> Secret.of(kind, codes.plate());
            case IPV4 -> Secret.of(kind, codes.ipv4());
            case IPV6 -> Secret.of(kind, codes.ipv6());
            case MAC -> Secret.of(kind, codes.mac());
            case PATENT -> Secret.of(kind, codes.patent());
            case SOFTWARE_COPYRIGHT -> Secret.of(kind, codes.softwareCopyright());
            case MONEY -> money(dice);
            case ENTERPRISE -> vocabulary.enterprise(dice);
            case SHORT_NAME -> vocabulary.shortName(dice);
            case CUSTOMER -> vocabulary.customer(dice);
            case PRODUCT -> vocabulary.product(dice);
            case PERSON -> vocabulary.person(dice);
        };
    }

    private static Secret landline(Codes codes, Dice dice) {
        if (!dice.oneIn(4)) {
            return Secret.of(SecretKind.LANDLINE, codes.landline());
        }
        String number = codes.localNumber(dice.between(7, 8));
        return new Secret(SecretKind.LANDLINE, dice.one(TELEPHONE_WORDS) + number, number);
    }

    private static Secret money(Dice dice) {
        int figure = dice.between(12, 9_999);
        String amount =
                dice.one(List.of(figure + "万元", figure + "." + dice.digits(2) + "万元", figure + "000元", figure + "元"));
        return new Secret(
                SecretKind.MONEY, dice.one(MONEY_WORDS) + dice.one(List.of("", "为", "约", "：")) + amount, amount);
    }
}
