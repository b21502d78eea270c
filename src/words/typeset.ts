import { language } from './language.ts';

/** Between a number and what it counts in, and around ×, a line may not end. */
const units = /(?<=\d) (?=(?:×|[kMG]B|px|min|[hs%])(?![\p{L}\d]))|(?<=×) (?=\d)/gu;
/** Sentences that are put one after another have a space between them, which Japanese does without. */
const afterStop = /(?<=[。！？]) (?=\S)/gu;
/** Somebody’s own words, quoted or to be copied, stay as they were typed. */
const [quoted, fence] = ['> ', '```'];

/** A text as it is set in the reader’s language. It gets no longer. */
export function typeset(text: string): string {
  let copied = false;
  const set = (line: string) => {
    if (line.startsWith(fence)) copied = !copied;
    if (copied || line.startsWith(quoted)) return line;
    const kept = line.replaceAll(units, '\u00a0');
    return language() === 'ja' ? kept.replaceAll(afterStop, '') : kept;
  };
  return text.includes('\n') ? text.split('\n').map(set).join('\n') : set(text);
}
