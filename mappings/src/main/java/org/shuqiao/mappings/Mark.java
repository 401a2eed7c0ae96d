package org.shuqiao.mappings;

/** What a record may be marked as that forbids every further step; the later is the graver. */
public enum Mark {
    /** 重要数据 or 核心数据 (GB/T 43697-2024). */
    IMPORTANT,
    /** 涉密: a state secret of any level (保守国家秘密法). */
    SECRET
}
