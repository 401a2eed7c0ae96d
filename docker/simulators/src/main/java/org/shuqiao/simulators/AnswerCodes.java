package org.shuqiao.simulators;

/** The result codes of a platform: the same refusals, told in other numbers. */
enum AnswerCodes {
    /** {@code 0}, {@code 1001}, and those of {@link Refusal}. */
    FOUR_DIGITS("0", "1001"),
    /** The same, but a wrong time stamp has a code of its own. */
    FOUR_DIGITS_AND_TIME("0", "1001"),
    /** {@code 000}, {@code 101}, and the first three digits of those of {@link Refusal}, but a wrong statement is {@code 402}. */
    THREE_DIGITS("000", "101");

    private static final String WRONG_TIME = "4012";
    private static final String WRONG_STATEMENT = "4011";

    private final String received;
    private final String repeated;

    AnswerCodes(String received, String repeated) {
        this.received = received;
        this.repeated = repeated;
    }

    /** The code of a call that had an effect, or whose key had one before. */
    String of(boolean first) {
        return first ? received : repeated;
    }

    String of(Refusal refusal) {
        return switch (this) {
            case FOUR_DIGITS -> refusal.code();
            case FOUR_DIGITS_AND_TIME -> refusal == Refusal.STALE_TIMESTAMP ? WRONG_TIME : refusal.code();
            case THREE_DIGITS ->
                refusal.code().equals(WRONG_STATEMENT) ? "402" : refusal.code().substring(0, 3);
        };
    }
}
