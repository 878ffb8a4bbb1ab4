/** The clock on the wall, in milliseconds since 1970. People and phones change it. */
export const wallClock = (): number => Date.now();

/** The monotonic clock, in milliseconds: nobody changes it, and no two pages share it. */
export const monotonic = (): number => performance.now();
