package org.shuqiao.routes.sftp;

/** Names of files on somebody else's server. */
final class Names {
    private static final int MAX_CHARS = 128;

    private Names() {}

    /** Whether a name is one that cannot mean anything but a file of its folder. */
    static boolean isPlain(String name) {
        if (name.isEmpty() || name.length() > MAX_CHARS || !isLetterOrDigit(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
