package org.shuqiao.mappings;

/** A record was refused. Neither the message nor the facts ever contain a value of the record. */
public abstract sealed class RecordRefused extends RuntimeException
        permits MalformedRecord, InvalidRecord, MarkedRecord {

    RecordRefused(String message) {
        super(message);
    }
}
