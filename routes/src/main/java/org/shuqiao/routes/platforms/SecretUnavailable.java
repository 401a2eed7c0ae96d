package org.shuqiao.routes.platforms;

/** There is nothing now that a call could be signed with, so none is made. Says why, and nothing of what was answered. */
public final class SecretUnavailable extends Exception {

    /** What went wrong where a platform hands out its secrets. */
    public enum Why {
        /** We have no key of our own to ask with. */
        NO_KEY,
        NOT_CONNECTED,
        /** No answer in time, one that broke off, or one that is too long. */
        NO_ANSWER,
        REFUSED,
        /** An answer that is not what was agreed, or a secret that cannot be decrypted. */
        NOT_UNDERSTOOD,
        /** A secret whose end had come when it was handed out. */
        ENDED,
        OUR_FAULT
    }

    private final Why why;

    SecretUnavailable(Why why) {
        super(why.name());
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
