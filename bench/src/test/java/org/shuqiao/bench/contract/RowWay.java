package org.shuqiao.bench.contract;

/** Rows that are laid down at a place; the simulator is told how to behave there. */
final class RowWay implements Way {
    private final Simulated simulated;

    RowWay(Simulated simulated) {
        this.simulated = simulated;
    }

    @Override
    public void loseAnswers() {
        simulated.mood("SILENT");
    }

    @Override
    public void answer(int status, String code) {
        simulated.mood(code.equals(PlatformContract.NOBODYS_CODE) ? "NOBODYS_CODE" : "LATER");
    }

    @Override
    public void answerFrom(long secondsAhead, String code) {
        throw new AssertionError("nothing answers where rows are laid down");
    }

    @Override
    public void leaveToReviewers() {
        simulated.mood("REVIEWING");
    }

    @Override
    public void clear() {
        simulated.mood("FAIR");
    }
}
