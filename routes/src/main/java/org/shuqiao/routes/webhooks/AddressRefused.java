package org.shuqiao.routes.webhooks;

import java.net.UnknownHostException;

/** A host's name leads to an address that webhooks may not lead to. */
final class AddressRefused extends UnknownHostException {
    AddressRefused() {
        super("not an address of the public internet");
    }
}
