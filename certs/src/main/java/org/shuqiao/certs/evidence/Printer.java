package org.shuqiao.certs.evidence;

import java.util.List;
import org.shuqiao.certs.log.Check;

/** Where reports go. What a file says of itself is hostile until proven otherwise. */
interface Printer {
    /** Evidence of one transfer. */
    void evidence(String name, Report report);

    /** Evidence that is one of many. */
    void inExport(String name, Report report);

    /** Anything else that was looked at: an export as a whole, a log. */
    void checks(String name, List<Check> checks);

    /** A file that could not be read, so nothing can be said of it. */
    void unreadable(String name, String why);
}
