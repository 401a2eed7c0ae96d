package org.shuqiao.gateway;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.net.SSLUtil;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;

/** Makes Tomcat's port one of HTTPS: TLS 1.2 and 1.3 with forward secrecy and authenticated encryption, and nothing older. */
final class HttpsDoor implements TomcatConnectorCustomizer {
    private static final String PROTOCOLS = "TLSv1.2+TLSv1.3";

    /** For TLS 1.2, as RFC 9325 §4.2 recommends. All suites of TLS 1.3 are of this kind. */
    private static final String SUITES_OF_TLS_1_2 = String.join(
            ":",
            "ECDHE-ECDSA-AES128-GCM-SHA256",
            "ECDHE-RSA-AES128-GCM-SHA256",
            "ECDHE-ECDSA-AES256-GCM-SHA384",
            "ECDHE-RSA-AES256-GCM-SHA384",
            "ECDHE-ECDSA-CHACHA20-POLY1305",
            "ECDHE-RSA-CHACHA20-POLY1305");

    private final X509ExtendedKeyManager keyManager;
    private final SecureRandom random;

    HttpsDoor(X509ExtendedKeyManager keyManager, SecureRandom random) {
        this.keyManager = keyManager;
        this.random = random;
    }

    @Override
    public void customize(Connector connector) {
        if (!(connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol)) {
            throw new IllegalStateException("HTTPS is for Tomcat's HTTP/1.1 connector");
        }
        SSLHostConfig host = new SSLHostConfig();
        host.setProtocols(PROTOCOLS);
        host.setCiphers(SUITES_OF_TLS_1_2);
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setSslContext(SSLUtil.createSSLContext(context(), keyManager, new TrustInNobody()));
        host.addCertificate(certificate);
        protocol.setSSLEnabled(true);
        protocol.addSslHostConfig(host);
        connector.setScheme("https");
        connector.setSecure(true);
    }

    private SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keyManager}, new TrustManager[] {new TrustInNobody()}, random);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS of Java cannot be set up", e);
        }
    }

    /** Callers prove themselves by their API key, so no client certificate is asked for, and none would be believed. */
    private static final class TrustInNobody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("no client is believed for its certificate");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("this side calls no server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
