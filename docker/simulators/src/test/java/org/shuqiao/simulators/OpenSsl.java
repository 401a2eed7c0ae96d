package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The openssl command line: a third SM2 implementation, which makes the tests' keys and judges our signatures. */
final class OpenSsl {
    private static final String USER_ID = "distid:" + Sm2UserId.DEFAULT.text();

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

    /** A self-signed server on NIST P-256 that has this address: {@code name.pem} and {@code name.p12}, without a password. */
    void httpsServer(String name, String address) {
        key(name, "prime256v1");
        run(
                "req -x509 -new -key " + name + ".key.pem -sha256 -days 30 -addext subjectAltName=IP:" + address
                        + " -out " + name + ".pem -subj",
                "/CN=" + name);
        run("pkcs12 -export -inkey " + name + ".key.pem -in " + name + ".pem -passout pass: -out " + name + ".p12");
    }

    void sign(String key, Path message, Path signature) {
        run("dgst -sm3 -sign " + key + ".key.pem -sigopt " + USER_ID + " -out " + signature + " " + message);
    }

    /** Fails unless the signature is that of the certificate's key. */
    void verify(String certificate, Path message, Path signature) {
        verify(certificate, Sm2UserId.DEFAULT, message, signature);
    }

    void verify(String certificate, Sm2UserId userId, Path message, Path signature) {
        publicKey(certificate);
        run("dgst -sm3 -verify " + certificate + ".pub.pem -sigopt distid:" + userId.text() + " -signature " + signature
                + " " + message);
    }

    /** SM2 encryption for the certificate's key: the DER of GM/T 0009. */
    void encrypt(String certificate, Path plainText, Path cipherText) {
        publicKey(certificate);
        run("pkeyutl -encrypt -pubin -inkey " + certificate + ".pub.pem -pkeyopt digest:sm3 -in " + plainText + " -out "
                + cipherText);
    }

    /** A time-stamp authority on NIST P-256: {@code tsa-ca.pem}, {@code tsa.pem} and {@code tsa.key.pem}. */
    void timestampAuthority() {
        foreignLeaf("tsa-ca");
        timestampLeaf("tsa", "tsa-ca", "critical,timeStamping");
    }

    void timestampLeaf(String name, String authority, String extendedKeyUsage) {
        key(name, "prime256v1");
        run("req -new -key " + name + ".key.pem -out " + name + ".csr -subj", "/CN=" + name);
        write(name + ".ext", "keyUsage=critical,digitalSignature\nextendedKeyUsage=" + extendedKeyUsage + "\n");
        run("x509 -req -in " + name + ".csr -CA " + authority + ".pem -CAkey " + authority
                + ".key.pem -CAcreateserial -sha256 -days 20 -extfile " + name + ".ext -out " + name + ".pem");
    }

    /** Runs {@code openssl ts} with these arguments and returns what it says; fails when it does. */
    String timestamps(String arguments) {
        return run("ts " + arguments);
    }

    private void publicKey(String certificate) {
        run("x509 -in " + certificate + ".pem -pubkey -noout -out " + certificate + ".pub.pem");
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    private void key(String name, String curve) {
        run("ecparam -name " + curve + " -genkey -noout -out " + name + ".ec.pem");
        run("pkcs8 -topk8 -nocrypt -in " + name + ".ec.pem -out " + name + ".key.pem");
    }

    private String run(String arguments, String... lastArguments) {
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
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(command.toString(), e);
        }
    }
}
