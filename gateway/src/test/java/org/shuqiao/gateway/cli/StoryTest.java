package org.shuqiao.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StoryTest {
    private final StringWriter text = new StringWriter();

    private Story story(boolean colour) {
        return new Story(new PrintWriter(text), colour);
    }

    @Test
    void numbersChaptersAndMarksWhatHolds() {
        Story story = story(false);
        story.title("数桥 Shuqiao");
        story.chapter("登记", "Register");
        story.expect(true, "center");
        story.chapter("报送", "Submit");
        story.detail("/end", "结束时间早于开始时间");
        story.end();

        assertThat(text.toString().lines())
                .containsExactly(
                        "数桥 Shuqiao",
                        "",
                        "1  登记  Register",
                        "   ✓ center",
                        "",
                        "2  报送  Submit",
                        "     /end  结束时间早于开始时间",
                        "",
                        "全部成立。Everything held.");
        assertThat(story.unmet()).isEmpty();
    }

    @Test
    void endsWithWhatDidNotHold() {
        Story story = story(false);
        story.expect(false, "first");
        story.expect(true, "second");
        story.expect(false, "third");
        story.end();

        assertThat(story.unmet()).containsExactly("first", "third");
        assertThat(text.toString())
                .endsWith("did not hold:\n   ✗ first\n   ✗ third\n".replace("\n", System.lineSeparator()));
    }

    @Test
    void usesColourOnlyWhenTold() {
        story(false).expect(true, "plain");
        assertThat(text.toString()).doesNotContain("\u001b");

        story(true).expect(true, "green");
        assertThat(text.toString()).contains("\u001b[32m✓\u001b[0m green");
    }
}
