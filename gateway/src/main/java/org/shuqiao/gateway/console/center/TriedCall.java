package org.shuqiao.gateway.console.center;

import java.util.Locale;

/** A call of the HTTP API that can be tried. What stands in braces is what the person names. */
enum TriedCall {
    SUBMISSIONS("GET", "/api/v1/submissions?limit=5", Named.NOTHING, false),
    SUBMISSION("GET", "/api/v1/submissions/{submissionId}", Named.ID, false),
    DRY_RUN("POST", "/api/v1/submissions/{dataset}/dry-run", Named.DATASET, true),
    SUBMIT("POST", "/api/v1/submissions/{dataset}", Named.DATASET, true),
    INBOX("GET", "/api/v1/inbox?limit=5", Named.NOTHING, false),
    SLOTS("GET", "/api/v1/slots?limit=5", Named.NOTHING, false),
    BOOKINGS("GET", "/api/v1/bookings?limit=5", Named.NOTHING, false),
    CONSENTS("GET", "/api/v1/consents?limit=5", Named.NOTHING, false);

    /** What a call needs to be told beside its body. */
    enum Named {
        NOTHING,
        DATASET,
        ID
    }

    private final String method;
    private final String path;
    private final Named named;
    private final boolean body;

    TriedCall(String method, String path, Named named, boolean body) {
        this.method = method;
        this.path = path;
        this.named = named;
        this.body = body;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    public Named named() {
        return named;
    }

    public boolean hasBody() {
        return body;
    }

    /** As a program would say it, in one line of a shell. What is named has been checked and is no text of a shell. */
    String curl(String origin, String name) {
        String address = origin + path.replaceFirst("\\{\\w+}", name.isEmpty() ? "…" : name);
        String head = "curl -H \"Authorization: Bearer $SHUQIAO_KEY\" ";
        return body
                ? head + "-H 'Content-Type: application/json' --data-binary @record.json '" + address + "'"
                : head + "'" + address + "'";
    }
}
