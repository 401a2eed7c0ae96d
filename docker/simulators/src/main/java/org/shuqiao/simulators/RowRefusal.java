package org.shuqiao.simulators;

/** Why a simulated platform refuses a row of a batch, with the result code and the message in its answer. */
enum RowRefusal {
    MALFORMED_SIGNATURE("4011", "传输声明签名格式不正确"),
    UNTRUSTED_CERTIFICATE("4011", "证书不受信任或不在有效期内"),
    WRONG_SIGNATURE("4011", "传输声明签名不正确"),
    MALFORMED_STATEMENT("4011", "传输声明格式不正确"),
    OTHER_PAYLOAD("4011", "传输声明与数据内容不符"),
    OTHER_PLATFORM("4011", "传输声明的接收平台不符"),
    OTHER_KEY("4011", "传输声明与数据行标识不符"),
    MALFORMED_PAYLOAD("4000", "数据格式不正确"),
    UNKNOWN_RESOURCE("4000", "目录资源不存在"),
    NAME_TOO_LONG("4001", "活动名称超过60字"),
    TEXT_TOO_LONG("4001", "文字内容过长"),
    KEY_REUSED("4090", "数据行标识已用于其他数据");

    private final String code;
    private final String message;

    RowRefusal(String code, String message) {
        this.code = code;
        this.message = message;
    }

    String code() {
        return code;
    }

    String message() {
        return message;
    }
}
