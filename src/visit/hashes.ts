/** The hashes of the files that this one loads: whoever needs a file asks for it by its hash. */
export const hashes = INTEGRITY;
