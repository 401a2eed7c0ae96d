package org.shuqiao.gateway.cli;

/** The gateway understood a call and refused it. */
public final class ApiRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ApiRefused(Problem problem) {
        super(problem.code() + " " + problem.title());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
