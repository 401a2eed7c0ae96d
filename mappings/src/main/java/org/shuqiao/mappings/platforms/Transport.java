package org.shuqiao.mappings.platforms;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import java.util.Set;
import org.shuqiao.mappings.Names;

/** How what leaves gets to a platform, and how much of it travels together. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Transport.Http.class, name = "http"),
    @JsonSubTypes.Type(value = Transport.HttpBatch.class, name = "http-batch"),
    @JsonSubTypes.Type(value = Transport.Sftp.class, name = "sftp"),
    @JsonSubTypes.Type(value = Transport.ExchangeTable.class, name = "exchange-table"),
    @JsonSubTypes.Type(value = Transport.Jms.class, name = "jms"),
    @JsonSubTypes.Type(value = Transport.Offline.class, name = "offline")
})
public sealed interface Transport {

    /** The most transfers that leave together. */
    int maxRows();

    /** The most bytes that leave together, as far as the transport has a limit of its own. */
    default int maxBytes() {
        return Integer.MAX_VALUE;
    }

    /** Whether what leaves is laid down at a place, so that nothing answers and a receipt comes later. */
    default boolean isLaidDown() {
        return true;
    }

    /** Whether what the platform says of it is collected at that place. */
    default boolean isCollected() {
        return isLaidDown();
    }

    /** Whether files can go with what leaves. */
    default boolean takesFiles() {
        return false;
    }

    /** One transfer a call. */
    record Http() implements Transport {
        @Override
        public int maxRows() {
            return 1;
        }

        @Override
        public boolean isLaidDown() {
            return false;
        }
    }

    /**
     * Many transfers of one dataset in one call, each with a result of its own.
     *
     * @param maxBytes of the call's plain content, which is one JSON text
     * @param members name of each member by its meaning: batch (id of the call), rows, and in a row key (the transfer's id) and content
     *     (Base64 of the payload)
     */
    record HttpBatch(int maxRows, int maxBytes, Map<String, String> members) implements Transport {
        public HttpBatch {
            members = Names.complete(members, Set.of("batch", "rows", "key", "content"));
            requireRoom(maxRows, maxBytes);
        }

        @Override
        public boolean isLaidDown() {
            return false;
        }
    }

    /**
     * Files on a server that both sides reach.
     *
     * @param maxBytes of the data files of one drop together
     * @param dataFolder where ours are laid down, absolute
     * @param resultFolder where the platform lays down its receipts, absolute
     */
    record Sftp(int maxRows, int maxBytes, String dataFolder, String resultFolder) implements Transport {
        public Sftp {
            requireRoom(maxRows, maxBytes);
            require(isFolder(dataFolder) && isFolder(resultFolder), "a folder begins at the root and climbs nowhere");
            require(!dataFolder.equals(resultFolder), "what is laid down and what is collected are kept apart");
        }

        @Override
        public boolean takesFiles() {
            return true;
        }

        private static boolean isFolder(String path) {
            return path.startsWith("/") && !path.contains("..") && path.chars().noneMatch(Character::isISOControl);
        }
    }

    /**
     * A table in a database that both sides reach (前置库).
     *
     * @param table its name, with a schema before it where it has one
     * @param columns name of each column by its meaning, see {@link TableColumns}
     */
    record ExchangeTable(int maxRows, String table, Map<String, String> columns) implements Transport {
        public ExchangeTable {
            requireRoom(maxRows, 1);
            require(TableColumns.isTable(table), "a table has a plain name");
            columns = TableColumns.complete(columns);
        }
    }

    /**
     * Messages of a broker that both sides reach.
     *
     * @param maxBytes of one message
     * @param address where ours go
     * @param replyAddress where the platform's come
     */
    record Jms(int maxRows, int maxBytes, String address, String replyAddress) implements Transport {
        public Jms {
            requireRoom(maxRows, maxBytes);
            require(!address.isBlank() && !replyAddress.isBlank(), "messages have an address");
            require(!address.equals(replyAddress), "what is laid down and what is collected are kept apart");
        }
    }

    /**
     * A package that people carry; people also bring the receipt.
     *
     * @param maxBytes of the payloads in one package
     */
    record Offline(int maxRows, int maxBytes) implements Transport {
        public Offline {
            requireRoom(maxRows, maxBytes);
        }

        @Override
        public boolean takesFiles() {
            return true;
        }

        @Override
        public boolean isCollected() {
            return false;
        }
    }

    private static void requireRoom(int maxRows, int maxBytes) {
        require(maxRows > 0 && maxBytes > 0, "a batch has room for something");
    }

    private static void require(boolean fits, String rule) {
        if (!fits) {
            throw new IllegalArgumentException(rule);
        }
    }
}
