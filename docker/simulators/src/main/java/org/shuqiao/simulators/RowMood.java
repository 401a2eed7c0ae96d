package org.shuqiao.simulators;

/** How a platform that is handed rows behaves, until it is told to behave otherwise. */
enum RowMood {
    FAIR,
    /** Takes nothing and says "later". */
    LATER,
    /** Takes nothing, with a code that it never announced. */
    NOBODYS_CODE,
    /** Takes everything, and leaves it to those who review it to say what becomes of it. */
    REVIEWING,
    /** Takes everything, and says of it only when it is fair again. */
    SILENT
}
