package org.shuqiao.certs.evidence;

/** A file is no archive of the one layout that evidence has. */
final class MalformedArchive extends Exception {
    MalformedArchive(String why) {
        super(why);
    }
}
