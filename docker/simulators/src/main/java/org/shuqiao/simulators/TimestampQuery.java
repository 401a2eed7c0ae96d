package org.shuqiao.simulators;

/**
 * What a TimeStampReq (RFC 3161, 2.4.1) asks for.
 *
 * @param messageImprint its whole DER element, SHA-256
 * @param nonce its whole DER element, or no bytes when there is none
 * @param certificateWanted whether the answer is to carry the authority's certificate
 */
record TimestampQuery(byte[] messageImprint, byte[] nonce, boolean certificateWanted) {
    private static final String SHA_256 = "2.16.840.1.101.3.4.2.1";
    private static final int HASH_BYTES = 32;
    private static final int MAX_NONCE_BYTES = 32;

    /**
     * Reads a query.
     *
     * @param policy the only policy that may be asked for
     */
    static TimestampQuery parse(byte[] der, String policy) throws TimestampRefused {
        try {
            DerReader outer = new DerReader(der);
            DerReader fields = outer.enter(DerReader.SEQUENCE);
            outer.end();
            require(fields.positiveInteger().intValue() == 1, TimestampFailure.BAD_REQUEST);
            requireSha256(fields.enter(DerReader.SEQUENCE));
            byte[] messageImprint = fields.lastElement();
            if (fields.peek() == DerReader.OBJECT_IDENTIFIER) {
                require(policy.equals(fields.objectIdentifier()), TimestampFailure.UNACCEPTED_POLICY);
            }
            byte[] nonce = nonce(fields);
            boolean certificateWanted = fields.peek() == DerReader.BOOLEAN && isTrue(fields);
            require(fields.peek() != DerReader.CONTEXT_0, TimestampFailure.UNACCEPTED_EXTENSION);
            fields.end();
            return new TimestampQuery(messageImprint, nonce, certificateWanted);
        } catch (MalformedDer e) {
            throw new TimestampRefused(TimestampFailure.BAD_DATA_FORMAT);
        }
    }

    private static void requireSha256(DerReader imprint) throws MalformedDer, TimestampRefused {
        DerReader algorithm = imprint.enter(DerReader.SEQUENCE);
        require(algorithm.objectIdentifier().equals(SHA_256), TimestampFailure.BAD_ALG);
        if (algorithm.peek() == DerReader.NULL) {
            algorithm.enter(DerReader.NULL).end();
        }
        algorithm.end();
        int length = imprint.enter(DerReader.OCTET_STRING).rest().length;
        imprint.end();
        require(length == HASH_BYTES, TimestampFailure.BAD_DATA_FORMAT);
    }

    private static byte[] nonce(DerReader fields) throws MalformedDer, TimestampRefused {
        if (fields.peek() != DerReader.INTEGER) {
            return new byte[0];
        }
        int length = fields.enter(DerReader.INTEGER).rest().length;
        require(length > 0 && length <= MAX_NONCE_BYTES, TimestampFailure.BAD_DATA_FORMAT);
        return fields.lastElement();
    }

    private static boolean isTrue(DerReader fields) throws MalformedDer {
        byte[] value = fields.enter(DerReader.BOOLEAN).rest();
        if (value.length != 1 || (value[0] != 0 && value[0] != (byte) 0xFF)) {
            throw new MalformedDer("not a boolean");
        }
        return value[0] != 0;
    }

    private static void require(boolean holds, TimestampFailure failure) throws TimestampRefused {
        if (!holds) {
            throw new TimestampRefused(failure);
        }
    }
}
