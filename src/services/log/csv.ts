/**
 * A cell of a CSV file (RFC 4180). Programs for tables run a cell that begins so as a formula, whoever wrote it: an
 * apostrophe keeps it text (owasp.org/www-community/attacks/CSV_Injection).
 */
function cell(value: string): string {
  const inert = /^[\s]*[=+\-@]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** A CSV file with a head, in UTF-8 with the mark by which Excel knows it. */
export function csvOf(head: readonly string[], rows: readonly (readonly string[])[]): Buffer {
  const lines = [head, ...rows].map(row => row.map(cell).join(','));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}
