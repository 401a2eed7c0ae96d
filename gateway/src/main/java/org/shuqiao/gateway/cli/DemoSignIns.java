package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One person for each job at the console. A run on the same home finds them there, and gives them new passwords. */
final class DemoSignIns {
    private static final List<Person> PEOPLE = List.of(
            new Person("operator", "OPERATOR", null, "演示运维人员", "运维人员 operator"),
            new Person("officer", "OFFICER", null, DemoOfficers.ONE, "安全员 security officer"),
            new Person("second", "OFFICER", null, DemoOfficers.OTHER, "另一名安全员 a second one, for four eyes"),
            new Person("auditor", "AUDITOR", null, "演示审计员", "审计员 auditor, reads only"),
            new Person("admin", "ADMIN", null, "演示管理员", "管理员 administrator"),
            new Person("qingdao", "CENTER", DemoCenter.QINGDAO.usci(), null, DemoCenter.QINGDAO.name()),
            new Person("chongqing", "CENTER", DemoCenter.CHONGQING.usci(), null, DemoCenter.CHONGQING.name()));

    private final Story story;
    private final ApiClient admin;

    /** @param admin a client with an {@code ADMIN} key */
    DemoSignIns(Story story, ApiClient admin) {
        this.story = story;
        this.admin = admin;
    }

    private record Person(String name, String role, @Nullable String center, @Nullable String holder, String told) {
        Map<String, String> account() {
            Map<String, String> account = new HashMap<>(Map.of("name", name, "role", role));
            if (center != null) {
                account.put("center", center);
            }
            if (holder != null) {
                account.put("holder", holder);
            }
            return account;
        }
    }

    /** Prints each name with a password for its first sign-in. */
    void tell() throws IOException, InterruptedException {
        story.chapter("控制台", "The console; each chooses a password of their own at the first sign-in");
        List<ConsoleAccount> there = admin.accounts();
        for (Person person : PEOPLE) {
            story.say("登录 sign-in  %-10s %s  %s".formatted(person.name(), password(person, there), person.told()));
        }
    }

    private String password(Person person, List<ConsoleAccount> there) throws IOException, InterruptedException {
        for (ConsoleAccount account : there) {
            if (account.name().equals(person.name())) {
                return admin.resetAccount(account.keyId()).password();
            }
        }
        return admin.openAccount(person.account()).password();
    }
}
