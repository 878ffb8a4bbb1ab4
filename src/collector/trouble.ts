/**
 * An error as it may be logged. Databases quote values in their messages, and their errors carry the statement with all
 * its parameters: what a respondent wrote would stand in the log.
 */
export function withoutRecords(error: unknown): Error {
  const { name, message, code, cause } = error as {
    name?: unknown;
    message?: unknown;
    code?: unknown;
    cause?: unknown;
  };
  const clean = new Error(
    messageOf(String(message ?? error), code),
    cause === undefined ? {} : { cause: withoutRecords(cause) },
  );
  clean.name = String(name ?? 'Error');
  return code === undefined ? clean : Object.assign(clean, { code: String(code) });
}

/** Classes of SQLSTATE that are about the connection, the server or the tables, and never about a value. */
const ABOUT_NO_VALUE = /^(08|0A|25|28|3D|40|42|53|54|55|57|58)...$/;

function messageOf(message: string, code: unknown): string {
  const isOfDatabase = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  return isOfDatabase && !ABOUT_NO_VALUE.test(code) ? `The database refused a statement (SQLSTATE ${code}).` : message;
}
