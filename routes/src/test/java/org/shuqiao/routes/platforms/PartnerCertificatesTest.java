package org.shuqiao.routes.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.CertificateRefused.Reason;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.DevelopmentAuthority.Revocation;
import org.shuqiao.certs.SigningKey;

class PartnerCertificatesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private DevelopmentAuthority authority;
    private SigningKey partner;
    private HttpServer site;
    private byte[] published = {};
    private int status = 200;

    @BeforeEach
    void publish() throws IOException {
        authority = DevelopmentAuthority.openOrCreate(folder.resolve("ca"), Clock.systemUTC(), new SecureRandom());
        partner = authority.issue("partner", "partner");
        published = authority.revocationList(List.of(), HOUR);
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, published.length);
            exchange.getResponseBody().write(published);
            exchange.close();
        });
        site.start();
    }

    @AfterEach
    void stop() {
        site.stop(0);
    }

    @Test
    void refusesAPartnerThatIsRevokedWhileWeRun() throws Exception {
        PartnerCertificates partners = partners(HOUR);
        assertThatCode(() -> partners.get().verifier(partner.chain(), Instant.now()))
                .doesNotThrowAnyException();

        published = revoked();
        partners.refresh();

        assertThat(refusal(partners, Instant.now())).isEqualTo(Reason.REVOKED);
    }

    @Test
    void reliesOnTheLastListUntilTheBudgetIsSpent() throws Exception {
        PartnerCertificates partners = partners(HOUR);
        status = 503;
        partners.refresh();

        assertThatCode(() -> partners.get()
                        .verifier(
                                partner.chain(),
                                Instant.now().plus(HOUR.multipliedBy(2)).minusSeconds(60)))
                .doesNotThrowAnyException();
        assertThat(refusal(partners, Instant.now().plus(HOUR.multipliedBy(2)).plusSeconds(60)))
                .isEqualTo(Reason.REVOCATION_STALE);
    }

    @Test
    void keepsItsListsWhereTheSiteServesSomethingElse() throws Exception {
        published = revoked();
        PartnerCertificates partners = partners(HOUR);

        published = "<html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        partners.refresh();

        assertThat(partners.isRenewed()).isFalse();
        assertThat(refusal(partners, Instant.now())).isEqualTo(Reason.REVOKED);
    }

    @Test
    void remembersWhoWasRevokedOverARestartWhileTheSiteIsAway() throws Exception {
        published = revoked();
        partners(HOUR);
        status = 503;

        assertThat(refusal(partners(HOUR), Instant.now())).isEqualTo(Reason.REVOKED);
    }

    @Test
    void doesNotStartWithoutAListThatIsDemanded() {
        status = 503;

        assertThatThrownBy(() -> partners(HOUR)).isInstanceOf(IOException.class);
    }

    @Test
    void readsAListThatSomebodyElseBringsAsAFile() throws Exception {
        Path file = Files.write(folder.resolve("list.crl"), revoked());
        RevocationSource source = new RevocationSource(file.toUri(), folder.resolve("unused.crl"));

        assertThat(refusal(new PartnerCertificates(authority.trusted(), List.of(source), HOUR), Instant.now()))
                .isEqualTo(Reason.REVOKED);
    }

    private byte[] revoked() throws IOException {
        return authority.revocationList(
                List.of(new Revocation(partner.chain(), Instant.now().minusSeconds(1), false)), HOUR);
    }

    private PartnerCertificates partners(Duration staleBudget) throws IOException, CertificateRefused {
        URI address = URI.create("http://127.0.0.1:" + site.getAddress().getPort() + "/ca.crl");
        return new PartnerCertificates(
                authority.trusted(), List.of(new RevocationSource(address, folder.resolve("kept.crl"))), staleBudget);
    }

    private Reason refusal(PartnerCertificates partners, Instant at) {
        try {
            partners.get().verifier(partner.chain(), at);
            throw new AssertionError("accepted");
        } catch (CertificateRefused refused) {
            return refused.reason();
        }
    }
}
