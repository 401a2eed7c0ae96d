package org.shuqiao.certs.evidence;

import java.util.ArrayList;
import java.util.List;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.log.Check;
import org.shuqiao.certs.log.ProofRefused;
import org.shuqiao.certs.time.TimestampRefused;

/** Collects what was looked at. One check that fails, in whatever way, does not keep the others from being made. */
final class Findings {
    private final List<Check> checks = new ArrayList<>();

    /** Looks at one thing: returns what was found if it is as it must be, and throws if it is not. */
    @FunctionalInterface
    interface Examination {
        String examine()
                throws CheckFailed, CertificateRefused, SignatureRefused, ProofRefused, TimestampRefused,
                        MalformedArchive;
    }

    void check(String name, Examination examination) {
        checks.add(result(name, examination));
    }

    private static Check result(String name, Examination examination) {
        try {
            return new Check(name, true, examination.examine());
        } catch (CheckFailed
                | CertificateRefused
                | SignatureRefused
                | ProofRefused
                | TimestampRefused
                | MalformedArchive e) {
            return new Check(name, false, String.valueOf(e.getMessage()));
        } catch (RuntimeException unforeseen) {
            // A fault of ours that somebody's file has found. It must not look like a pass, nor hide the other checks;
            // the
            // message may quote the file.
            return new Check(
                    name,
                    false,
                    "could not be checked: " + unforeseen.getClass().getSimpleName());
        }
    }

    List<Check> checks() {
        return checks;
    }
}
