package org.shuqiao.mappings;

/** The record is marked as something that must not go on. Whether it is a record of the dataset at all was not looked at. */
public final class MarkedRecord extends RecordRefused {
    private final Mark mark;

    MarkedRecord(Mark mark) {
        super(mark.name());
        this.mark = mark;
    }

    public Mark mark() {
        return mark;
    }
}
