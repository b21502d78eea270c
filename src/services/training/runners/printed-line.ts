const mostLetters = 500;

/** A line that a trainer, or what installed it, printed: cut short, and without secrets that may have slipped in. */
export const printedLine = (line: string, token: string | undefined): string =>
  (token ? line.replaceAll(token, '…') : line)
    .replace(/hf_\w{8,}/g, '…')
    // An address with a password in it, as installers repeat it.
    .replace(/\/\/[^\s/@]+@/g, '//…@')
    .slice(0, mostLetters);
