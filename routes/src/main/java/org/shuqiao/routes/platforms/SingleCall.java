package org.shuqiao.routes.platforms;

import org.shuqiao.mappings.platforms.CallFamily;

/** What is particular to one family whose calls carry one payload. Thread-safe. */
@FunctionalInterface
interface SingleCall {
    HttpCall signed(UnsignedCall call);

    /** The one place that knows which class is which family. */
    static SingleCall of(CallFamily family, String clientId) {
        if (family instanceof CallFamily.A a) {
            return new FamilyACall(a.headers(), clientId);
        }
        if (family instanceof CallFamily.B b) {
            return new FamilyBCall(b.headers(), clientId);
        }
        if (family instanceof CallFamily.C c) {
            return new FamilyCCall(c, clientId);
        }
        if (family instanceof CallFamily.E e) {
            return new FamilyECall(e.headers(), clientId);
        }
        if (family instanceof CallFamily.F f) {
            return new FamilyFCall(f, clientId);
        }
        if (family instanceof CallFamily.G g) {
            return new FamilyGCall(g.headers(), clientId);
        }
        throw new IllegalStateException("no calls with one payload of " + family);
    }
}
