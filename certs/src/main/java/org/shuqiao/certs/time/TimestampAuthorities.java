package org.shuqiao.certs.time;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.time.TimestampRefused.Reason;

/**
 * The authorities whose time stamps are believed, signed with ECDSA or with RSA under PKCS #1 padding. Immutable and thread-safe. With no authority it believes nobody.
 *
 * <p>A certificate must have been valid at the time that the stamp states; whether it was revoked later is not asked, since the
 * stamp is worth what the authority's clock and key were worth then.
 */
public final class TimestampAuthorities {
    /** The longest response that is read. */
    public static final int MAX_BYTES = 65_536;

    private final TimestampPath path;

    private TimestampAuthorities(List<byte[]> pems) {
        this.path = TimestampPath.of(pems);
    }

    /**
     * Loads trust anchors.
     *
     * @param caFiles PEM files of one or more authority certificates each; an empty list believes nobody
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if a file holds anything but certificates of authorities
     */
    public static TimestampAuthorities load(List<Path> caFiles) throws IOException {
        var pems = new ArrayList<byte[]>();
        for (Path file : caFiles) {
            pems.add(Files.readAllBytes(file));
        }
        return parse(pems);
    }

    /**
     * Reads trust anchors from PEM texts.
     *
     * @throws IllegalArgumentException if a text holds anything but certificates of authorities
     */
    public static TimestampAuthorities parse(List<byte[]> pems) {
        return new TimestampAuthorities(pems);
    }

    /** Whether there is any authority. */
    public boolean isEmpty() {
        return path.isEmpty();
    }

    /** Returns the anchors as PEM text, in the order in which they were given. */
    public byte[] pem() {
        return path.pem();
    }

    /**
     * Checks the answer to a request that was just sent.
     *
     * @param response a TimeStampResp, also with parts that nothing protects, such as a text or certificates that lead nowhere
     * @return the time, and the response without such parts: that is what {@link #verify(byte[], byte[])} accepts later
     * @throws TimestampRefused if it is not a time stamp of this request by a trusted authority
     */
    public Timestamp verify(byte[] response, TimestampRequest request) throws TimestampRefused {
        return verify(response, request.imprint(), request.nonce());
    }

    /**
     * Checks a time stamp that was kept.
     *
     * @param response as {@link Timestamp#response} has it, byte for byte
     * @param message what is said to have been stamped
     * @return when the authority saw the message; its stated accuracy is not looked at
     * @throws TimestampRefused if it is not a time stamp of this message by a trusted authority, or not in the form to be kept
     */
    public Instant verify(byte[] response, byte[] message) throws TimestampRefused {
        Timestamp timestamp = verify(response, TimestampRequest.imprint(message), null);
        if (!Arrays.equals(response, timestamp.response())) {
            throw new TimestampRefused(Reason.NOT_AS_KEPT);
        }
        return timestamp.at();
    }

    private Timestamp verify(byte[] response, byte[] imprint, @Nullable BigInteger nonce) throws TimestampRefused {
        if (response.length > MAX_BYTES) {
            throw new TimestampRefused(Reason.MALFORMED);
        }
        try {
            TimestampResponse parsed = TimestampResponse.parse(response);
            parsed.requireAnswerTo(imprint, nonce);
            X509CertificateHolder signer = parsed.signer();
            List<X509CertificateHolder> certificates = path.follow(signer, parsed.certificates(), parsed.at());
            parsed.requireSignedBy(signer);
            return new Timestamp(parsed.at(), KeptForm.of(parsed.token(), certificates));
        } catch (IOException | RuntimeException e) { // broken input makes Bouncy Castle throw almost anything
            throw new TimestampRefused(Reason.MALFORMED, e);
        }
    }
}
