package org.shuqiao.gateway;

import java.util.Optional;
import java.util.function.Supplier;

/** What HTTPS shows now; empty where there is nothing to show. */
@FunctionalInterface
interface ShownCertificate extends Supplier<Optional<ServerIdentity>> {}
