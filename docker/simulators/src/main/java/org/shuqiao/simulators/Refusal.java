package org.shuqiao.simulators;

/** Why a simulated platform refuses a whole call, with the HTTP status and the result code that it answers. */
enum Refusal {
    UNKNOWN_CLIENT(401, "4010", "客户端标识未登记"),
    STALE_TIMESTAMP(401, "4010", "时间戳缺失或超出允许范围"),
    REPLAYED_NONCE(401, "4010", "随机串缺失、过长或已被使用"),
    WRONG_CALL_SIGNATURE(401, "4010", "调用签名不正确"),
    UNTRUSTED_CERTIFICATE(401, "4011", "证书不受信任或不在有效期内"),
    WRONG_STATEMENT_SIGNATURE(401, "4011", "传输声明签名不正确"),
    MALFORMED_STATEMENT(401, "4011", "传输声明格式不正确"),
    OTHER_PAYLOAD(401, "4011", "传输声明与数据内容不符"),
    OTHER_PLATFORM(401, "4011", "传输声明的接收平台不符"),
    OTHER_KEY(401, "4011", "传输声明与幂等键不符"),
    MALFORMED_PAYLOAD(400, "4000", "数据格式不正确"),
    UNKNOWN_RESOURCE(400, "4000", "目录资源不存在"),
    MALFORMED_CALL(400, "4000", "请求格式不正确"),
    UNDECIPHERABLE(401, "4012", "请求内容无法解密"),
    MALFORMED_CALL_SIGNATURE(401, "4014", "调用签名格式不正确"),
    MALFORMED_ROWS(400, "4000", "批次缺少数据行、数据行重复或格式不正确"),
    TOO_MANY_ROWS(413, "4130", "数据行超过500条"),
    TOO_LARGE(413, "4130", "请求内容过大"),
    TOO_MANY_CALLS(429, "4290", "调用过于频繁"),
    KEY_REUSED(200, "4090", "幂等键已用于其他数据");

    private final int status;
    private final String code;
    private final String message;

    Refusal(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String message() {
        return message;
    }
}
