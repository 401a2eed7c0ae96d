package org.shuqiao.mappings.forms;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Derives the numbers of one form for one center, record by record. For one thread. */
public final class Derivation {
    private final List<Entry> entries = new ArrayList<>();

    /**
     * @param acceptedOn as {@link Days#of}
     * @param year that the form reports on
     */
    public Derivation(List<DerivedRule> rules, int year, @Nullable LocalDate acceptedOn, Switches switches) {
        for (DerivedRule rule : rules) {
            Days days = Days.of(rule.indicator().period(), year, acceptedOn);
            entries.add(new Entry(rule, days, days == null ? null : rule.count(days, switches)));
        }
    }

    /** Whose records it has to be given. */
    public Set<String> datasets() {
        Set<String> datasets = new LinkedHashSet<>();
        entries.forEach(entry -> datasets.addAll(entry.rule.kind().datasets()));
        return datasets;
    }

    /** @param record the newest version of one */
    public void add(String dataset, JsonNode record) {
        for (Entry entry : entries) {
            if (entry.isAbout(dataset)) {
                entry.add(dataset, record);
            }
        }
    }

    /**
     * A record that was handed in and whose content is gone.
     *
     * @param receivedOn before which nothing of it can have happened; a contract may have been made long before
     */
    public void addGone(String dataset, LocalDate receivedOn) {
        for (Entry entry : entries) {
            boolean mayCount = entry.days != null && !receivedOn.isBefore(entry.days.from());
            if (entry.isAbout(dataset) && mayCount) {
                entry.complete = false;
            }
        }
    }

    /** There are more records than were read. */
    public void brokenOff() {
        entries.forEach(entry -> entry.complete = false);
    }

    public List<DerivedValue> values() {
        return entries.stream().map(Entry::value).toList();
    }

    private static final class Entry {
        private final DerivedRule rule;
        private final @Nullable Days days;
        private final @Nullable Count count;
        private int read;
        private int counted;
        private boolean complete;

        Entry(DerivedRule rule, @Nullable Days days, @Nullable Count count) {
            this.rule = rule;
            this.days = days;
            this.count = count;
            this.complete = count != null;
        }

        boolean isAbout(String dataset) {
            return count != null && rule.kind().datasets().contains(dataset);
        }

        void add(String dataset, JsonNode record) {
            read++;
            counted += count != null && count.add(dataset, record) ? 1 : 0;
        }

        DerivedValue value() {
            BigDecimal value = count == null ? BigDecimal.ZERO : count.value();
            return new DerivedValue(rule, days, value, read, counted, complete);
        }
    }
}
