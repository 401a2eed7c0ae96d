package org.shuqiao.certs.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.SigningKey;

/** Signing in another process, real or misbehaving. */
class RemoteSignerTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final byte[] MESSAGE = "message".getBytes(UTF_8);

    @TempDir
    private Path dir;

    private Path socket;
    private DevelopmentAuthority authority;
    private SigningKey key;

    @BeforeEach
    void makeKey() throws Exception {
        socket = dir.resolve("signer.sock");
        authority = DevelopmentAuthority.openOrCreate(dir, Clock.systemUTC(), new SecureRandom());
        key = authority.issue("gateway", "gateway");
    }

    private SignerProcess process(String name) throws Exception {
        return SignerProcess.start(socket, dir.resolve(name + ".key.pem"), dir.resolve(name + ".pem"));
    }

    private SignerServer server() throws Exception {
        return SignerServer.start(socket, key.signer(new SecureRandom()));
    }

    private void verifies(Signer signer) throws Exception {
        authority
                .trusted()
                .verifier(signer.chain(), Clock.systemUTC().instant())
                .verify(MESSAGE, signer.sign(MESSAGE));
    }

    @Test
    void signsAgainAfterTheProcessWasKilledAndStartedAgain() throws Exception {
        try (RemoteSigner signer = new RemoteSigner(socket, SOON)) {
            SignerProcess first = process("gateway");
            verifies(signer);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");

            first.kill();
            assertThatThrownBy(() -> signer.sign(MESSAGE)).isInstanceOf(KeyUnavailable.class);

            try (SignerProcess second = process("gateway")) {
                assertThat(second.isAlive()).isTrue();
                verifies(signer);
            }
            assertThat(socket).doesNotExist();
        }
    }

    @Test
    void keepsAPinnedSignerToItsKeyWhenTheProcessComesBackWithAnother() throws Exception {
        authority.issue("other", "other");
        try (RemoteSigner signer = new RemoteSigner(socket, SOON)) {
            Signer pinned;
            try (SignerProcess first = process("gateway")) {
                assertThat(first.isAlive()).isTrue();
                pinned = signer.pinned();
                pinned.sign(MESSAGE);
            }
            try (SignerProcess second = process("other")) {
                assertThat(second.isAlive()).isTrue();
                assertThatThrownBy(() -> pinned.sign(MESSAGE))
                        .isInstanceOf(KeyUnavailable.class)
                        .hasMessageContaining("another key");
                assertThat(signer.chain()).isNotEqualTo(pinned.chain());
                verifies(signer);
            }
        }
    }

    @Test
    void signsForManyThreadsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (SignerServer server = server();
                RemoteSigner signer = new RemoteSigner(socket, SOON)) {
            assertThat(server).isNotNull();
            Signer pinned = signer.pinned();
            List<Callable<byte[]>> work = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                byte[] message = ("message " + i).getBytes(UTF_8);
                work.add(() -> pinned.sign(message));
            }
            List<Future<byte[]>> signatures = threads.invokeAll(work);
            for (int i = 0; i < signatures.size(); i++) {
                authority
                        .trusted()
                        .verifier(pinned.chain(), Clock.systemUTC().instant())
                        .verify(
                                ("message " + i).getBytes(UTF_8),
                                signatures.get(i).get());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void saysThatNobodyListens() {
        RemoteSigner signer = new RemoteSigner(socket, SOON);

        assertThatThrownBy(signer::pinned).isInstanceOf(KeyUnavailable.class);
        assertThatThrownBy(() -> new RemoteSigner(Path.of("/" + "long/".repeat(60)), SOON).pinned())
                .isInstanceOf(KeyUnavailable.class);
    }

    @Test
    void givesUpOnASignerThatIsSilent() throws Exception {
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            RemoteSigner signer = new RemoteSigner(socket, Duration.ofMillis(100));

            assertThatThrownBy(signer::pinned)
                    .isInstanceOf(KeyUnavailable.class)
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void refusesAnswersThatAreNone() throws Exception {
        byte[] chain = frame(Frame.CHAIN, key.chain().pem());
        byte[] otherSignature = key.signer(new SecureRandom()).sign("another".getBytes(UTF_8));

        unusable(frame(Frame.CHAIN, "no certificates".getBytes(UTF_8)));
        unusable(frame(Frame.SIGNATURE, MESSAGE));
        unusable(new byte[] {0, 0, 0, 0});
        unusable(new byte[] {0x7f, 0, 0, 0});
        unusable(new byte[] {-1, 0, 0, 0});
        unusable(new byte[] {0, 0, 0, 9, 1});
        unusable(chain, frame(Frame.SIGNATURE, otherSignature));
        unusable(chain, frame(Frame.SIGNATURE, new byte[0]));
        unusable(chain, frame(Frame.REFUSED, new byte[] {2}));
    }

    /** A signer that answers each question with the next of these, and then closes. */
    private void unusable(byte[]... answers) throws Exception {
        Files.deleteIfExists(socket);
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(UnixDomainSocketAddress.of(socket));
            Thread liar = new Thread(() -> lie(door, answers));
            liar.setDaemon(true);
            liar.start();
            RemoteSigner signer = new RemoteSigner(socket, Duration.ofMillis(500));

            assertThatThrownBy(() -> signer.sign(MESSAGE)).isInstanceOf(KeyUnavailable.class);
        }
    }

    /** Greets rightly wherever it has something false to say later. */
    private void lie(ServerSocketChannel door, byte[]... answers) {
        try {
            while (true) {
                try (SocketChannel socket = door.accept()) {
                    byte[] head = Channels.newInputStream(socket).readNBytes(4);
                    while (head.length == 4) {
                        byte[] body = Channels.newInputStream(socket)
                                .readNBytes(ByteBuffer.wrap(head).getInt());
                        boolean greeting = body[0] == Frame.HELLO;
                        socket.write(ByteBuffer.wrap(answers.length == 1 || greeting ? answers[0] : answers[1]));
                        head = Channels.newInputStream(socket).readNBytes(4);
                    }
                }
            }
        } catch (IOException end) {
            // The test is over.
        }
    }

    private static byte[] frame(byte type, byte[] content) {
        return ByteBuffer.allocate(5 + content.length)
                .putInt(1 + content.length)
                .put(type)
                .put(content)
                .array();
    }

    @Test
    void refusesQuestionsThatAreNone() throws Exception {
        try (SignerServer server = server()) {
            assertThat(server).isNotNull();
            assertThat(ask(new Frame(Frame.HELLO, "shuqiao.signer.v2".getBytes(UTF_8))))
                    .containsExactly(1);
            assertThat(ask(new Frame((byte) 9, MESSAGE))).containsExactly(1);
            assertThat(ask(new Frame(Frame.CHAIN, MESSAGE))).containsExactly(1);
        }
        Signer broken = new Signer() {
            @Override
            public byte[] sign(byte[] message) {
                throw new IllegalStateException("a secret");
            }

            @Override
            public CertificateChain chain() {
                return key.chain();
            }
        };
        try (SignerServer server = SignerServer.start(socket, broken)) {
            assertThat(server).isNotNull();
            assertThat(ask(new Frame(Frame.SIGN, MESSAGE))).containsExactly(2);
        }
    }

    /** The bytes of docs/remote-signer.md. */
    @Test
    void speaksAsItIsWrittenDown() throws Exception {
        try (SignerServer server = server();
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            assertThat(server).isNotNull();
            client.write(hex("00000012 01 73687571 69616f2e 7369676e 65722e76 31"));
            byte[] chain = body(client);
            assertThat(chain).startsWith(0x81, '-', '-', '-', '-', '-', 'B', 'E', 'G', 'I', 'N');
            client.write(hex("00000008 02 6d657373 616765"));
            byte[] signature = body(client);
            assertThat(signature).startsWith(0x82, 0x30);
            authority
                    .trusted()
                    .verifier(
                            CertificateChain.parse(tail(chain)),
                            Clock.systemUTC().instant())
                    .verify(MESSAGE, tail(signature));
            client.write(hex("00000002 09 00"));
            assertThat(body(client)).containsExactly(0xff, 0x01);
        }
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    private static byte[] body(SocketChannel client) throws IOException {
        InputStream in = Channels.newInputStream(client);
        return in.readNBytes(ByteBuffer.wrap(in.readNBytes(4)).getInt());
    }

    private static byte[] tail(byte[] body) {
        return Arrays.copyOfRange(body, 1, body.length);
    }

    private byte[] ask(Frame question) throws Exception {
        try (FrameChannel channel = FrameChannel.connect(socket, SOON)) {
            channel.send(question, SOON);
            Frame answer = channel.receive(SOON);
            assertThat(answer.type()).isEqualTo(Frame.REFUSED);
            assertThatThrownBy(() -> channel.receive(SOON)).isInstanceOf(EOFException.class);
            return answer.content();
        }
    }

    @Test
    void asksForNoMoreThanFits() throws Exception {
        try (SignerServer server = server();
                RemoteSigner signer = new RemoteSigner(socket, SOON)) {
            assertThat(server).isNotNull();
            assertThat(signer.sign(new byte[Frame.MAX_CONTENT_BYTES])).isNotEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> signer.sign(new byte[Frame.MAX_CONTENT_BYTES + 1]));
        }
    }

    @Test
    void noneOutlivesTheTestsThatStartedIt() throws Exception {
        Process tests = SignerProcess.run(
                SignerProcess.class,
                socket.toString(),
                dir.resolve("gateway.key.pem").toString(),
                dir.resolve("gateway.pem").toString());
        long signer = Long.parseLong(tests.inputReader(UTF_8).readLine());
        tests.waitFor();

        ProcessHandle.of(signer)
                .ifPresent(left -> left.onExit().orTimeout(60, TimeUnit.SECONDS).join());
    }

    @Test
    void startsOnceForOneSocketAndNeverWithoutAKey() throws Exception {
        String keyFile = dir.resolve("gateway.key.pem").toString();
        String chainFile = dir.resolve("gateway.pem").toString();
        try (SignerServer server = server()) {
            assertThat(server).isNotNull();
            assertThat(SignerProcess.run("--socket", socket.toString(), "--key", keyFile, "--chain", chainFile)
                            .waitFor())
                    .isEqualTo(1);
        }
        assertThat(SignerProcess.run("--socket", socket.toString(), "--key", chainFile, "--chain", chainFile)
                        .waitFor())
                .isEqualTo(1);
        assertThat(SignerProcess.run("--socket", socket.toString()).waitFor()).isEqualTo(2);
    }
}
