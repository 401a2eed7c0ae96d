package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.ledger.NameLedger.KeyHolder;

class NameLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private final NameLedger names = world.ledger().names();

    @BeforeEach
    void register() {
        world.jdbc()
                .update(
                        """
                        INSERT INTO center (usci, name, region) VALUES
                            ('U-A', '甲赋能中心', '370212'), ('U-B', '乙赋能中心', '370212'), ('U-C', '乙赋能中心二部', '370212'),
                            ('U-D', '100%_中心', '370212')
                        """);
        world.jdbc()
                .update(
                        """
                        INSERT INTO api_key (id, secret_hash, role, center, label, holder) VALUES
                            ('k-person', '\\x00', 'OFFICER', NULL, 'desk', '王莉 0123'), ('k-center', '\\x00', 'CENTER', 'U-A', 'erp', NULL)
                        """);
        world.jdbc()
                .update(
                        """
                        INSERT INTO account (key_id, name, folded_name, password_hash) VALUES ('k-person', 'Wang.Li', 'wang.li', '')
                        """);
    }

    @Test
    void namesACenter() {
        assertThat(names.center("U-A")).contains("甲赋能中心");
        assertThat(names.center("U-X")).isEmpty();
        assertThat(names.centers(100)).containsEntry("U-B", "乙赋能中心");
        assertThat(names.centers(1)).hasSize(1);
    }

    @Test
    void findsACenterByItsNameOrAPartThatNoOtherHas() {
        assertThat(names.centerCalled("乙赋能中心")).contains("U-B");
        assertThat(names.centerCalled("甲赋")).contains("U-A");
        assertThat(names.centerCalled("二部")).contains("U-C");
        assertThat(names.centerCalled("赋能")).isEmpty();
        assertThat(names.centerCalled("丙")).isEmpty();
    }

    @Test
    void takesSignsOfAPatternAsTheyAre() {
        assertThat(names.centerCalled("0%_")).contains("U-D");
        assertThat(names.centerCalled("甲%心")).isEmpty();
        assertThat(names.centerCalled("甲_能")).isEmpty();
    }

    @Test
    void namesWhoHasAKey() {
        assertThat(names.keyHolder("k-person")).contains(new KeyHolder("王莉 0123", "Wang.Li", null, "desk"));
        assertThat(names.keyHolder("k-center")).contains(new KeyHolder(null, null, "U-A", "erp"));
        assertThat(names.keyHolder("gateway")).isEmpty();
    }
}
