package org.shuqiao.certs.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A page of text and shell commands that grows. */
final class GuideText {
    private final StringBuilder text = new StringBuilder();

    /** Adds text as it is. */
    void say(String paragraph) {
        text.append(paragraph);
    }

    /** Adds commands that all have to succeed. */
    void block(String... commands) {
        text.append("```sh\n");
        for (String command : commands) {
            text.append(command).append('\n');
        }
        text.append("```\n");
    }

    /** Adds the check of an SM2 signature by the leaf of a chain, after the commands that make its files. */
    void signature(String keyName, String chain, String userId, String signature, String signed, String... before) {
        var commands = new ArrayList<String>(List.of(before));
        commands.add("openssl x509 -in " + chain + " -pubkey -noout > " + keyName + ".public.pem");
        commands.add("openssl dgst -sm3 -verify " + keyName + ".public.pem -sigopt " + quoted("distid:" + userId)
                + " \\\n  -signature " + signature + " " + signed);
        block(commands.toArray(String[]::new));
    }

    /** Without the two options that follow the file of anchors, OpenSSL would also trust what the machine trusts. */
    static String certificatePath(String chain, String time) {
        return "openssl verify -CAfile ca.pem -no-CApath -no-CAstore -vfyopt distid:1234567812345678 \\\n  " + time
                + " -untrusted " + chain + " " + chain;
    }

    /** Returns text as one word of a shell, whatever is in it; words that need no quotes get none. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9:._/-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    byte[] utf8() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
