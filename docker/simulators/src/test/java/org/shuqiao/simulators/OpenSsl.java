package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The openssl command line: a third SM2 implementation, which makes the tests' keys and judges our signatures. */
final class OpenSsl {
    private static final String USER_ID = "distid:1234567812345678";

    private final Path folder;

    OpenSsl(Path folder) {
        this.folder = folder;
    }

    /** A self-signed SM2 authority: {@code name.key.pem} and {@code name.pem}. */
    void authority(String name, String commonName) {
        key(name, "SM2");
        run(
                "req -x509 -new -key " + name + ".key.pem -sm3 -sigopt " + USER_ID + " -days 30 -out " + name
                        + ".pem -subj",
                "/CN=" + commonName);
    }

    /** A leaf of that authority: {@code name.key.pem} and {@code name.pem}. */
    void leaf(String name, String authority, int days) {
        key(name, "SM2");
        run(
                "req -new -key " + name + ".key.pem -sm3 -sigopt " + USER_ID + " -out " + name + ".csr -subj",
                "/CN=" + name);
        run("x509 -req -in " + name + ".csr -CA " + authority + ".pem -CAkey " + authority + ".key.pem -CAcreateserial"
                + " -sm3 -sigopt " + USER_ID + " -vfyopt " + USER_ID + " -days " + days + " -out " + name + ".pem");
    }

    /** A self-signed certificate on NIST P-256, which no part of the contract allows. */
    void foreignLeaf(String name) {
        key(name, "prime256v1");
        run("req -x509 -new -key " + name + ".key.pem -sha256 -days 30 -out " + name + ".pem -subj", "/CN=" + name);
    }

    void sign(String key, Path message, Path signature) {
        run("dgst -sm3 -sign " + key + ".key.pem -sigopt " + USER_ID + " -out " + signature + " " + message);
    }

    /** Fails unless the signature is that of the certificate's key. */
    void verify(String certificate, Path message, Path signature) {
        run("x509 -in " + certificate + ".pem -pubkey -noout -out " + certificate + ".pub.pem");
        run("dgst -sm3 -verify " + certificate + ".pub.pem -sigopt " + USER_ID + " -signature " + signature + " "
                + message);
    }

    private void key(String name, String curve) {
        run("ecparam -name " + curve + " -genkey -noout -out " + name + ".ec.pem");
        run("pkcs8 -topk8 -nocrypt -in " + name + ".ec.pem -out " + name + ".key.pem");
    }

    private void run(String arguments, String... lastArguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ", -1)));
        command.addAll(List.of(lastArguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + output);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(command.toString(), e);
        }
    }
}
