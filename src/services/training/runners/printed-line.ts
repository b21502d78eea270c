import { cutText } from '../../../cut-text.ts';

const mostLetters = 500;

/** A line that a trainer, or what installed it, printed: cut short, and without secrets that may have slipped in. */
export const printedLine = (line: string, token: string | undefined): string =>
  cutText(
    (token ? line.replaceAll(token, '…') : line)
      .replace(/hf_\w{8,}/g, '…')
      // An address with a password in it, as installers repeat it.
      .replace(/\/\/[^\s/@]+@/g, '//…@'),
    mostLetters,
    { end: '' },
  );
