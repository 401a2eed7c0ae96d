package org.shuqiao.gateway.console.center;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.center.CodeTables.Option;

/**
 * A form as it is shown: what was filled in, and what is wrong with it where it stands.
 *
 * @param needed parts that must be filled in, {@code optional} those that may
 * @param notes what is wrong with the record as a whole, or where the form has no place
 * @param wrong every place that has to be corrected, in the order of the form
 */
record FormView(List<Node> needed, List<Node> optional, List<String> notes, List<Node> wrong) {

    sealed interface Node permits Input, Box, Table {
        /** JSON pointer of what it stands for; the name of its input. */
        String pointer();

        /** Which of the shapes it has, for templates. */
        String kind();

        String label();

        List<String> errors();

        /** Where links lead that say what is wrong. */
        default String id() {
            return "f" + pointer().replace('/', '-');
        }
    }

    /**
     * @param type of the input: select, truth, area, text, number, date, datetime-local or month
     * @param list name of the codes that can be picked from though others are possible; null where there are none
     * @param hint name of the kind of text that is wanted; null where the label says it
     */
    record Input(
            String pointer,
            String label,
            boolean required,
            String type,
            String value,
            List<Option> options,
            @Nullable String list,
            @Nullable String hint,
            List<String> errors)
            implements Node {
        @Override
        public String kind() {
            return "input";
        }

        /** Ids of what describes it, for readers of screens; null where nothing does. */
        public @Nullable String describedBy() {
            String described = (hint == null ? "" : id() + "-hint ") + (errors.isEmpty() ? "" : id() + "-error");
            return described.isBlank() ? null : described.strip();
        }
    }

    record Box(String pointer, String label, boolean required, List<Node> nodes, List<String> errors) implements Node {
        @Override
        public String kind() {
            return "box";
        }
    }

    /** @param full whether no row can be added */
    record Table(String pointer, String label, boolean required, List<Box> rows, boolean full, List<String> errors)
            implements Node {
        @Override
        public String kind() {
            return "table";
        }
    }

    /** Whether the optional parts are shown open: something stands in them, or is wrong there. */
    public boolean optionalOpen() {
        return optional.stream().anyMatch(FormView::isUsed);
    }

    private static boolean isUsed(Node node) {
        if (!node.errors().isEmpty()) {
            return true;
        }
        if (node instanceof Input input) {
            return !input.value().isEmpty();
        }
        return node instanceof Box box
                ? box.nodes().stream().anyMatch(FormView::isUsed)
                : !((Table) node).rows().isEmpty();
    }
}
