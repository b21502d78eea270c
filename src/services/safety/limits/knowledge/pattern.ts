/**
 * One way to say something, as it is written in the files of this folder: words with `(a|b)` for alternatives, `x?` or
 * `(a|b)?` for what may be missing, and `~` for any letters that follow.
 */
export interface Pattern {
  /** What it may begin with: whole words, and starts of words. */
  words: ReadonlySet<string>;
  starts: ReadonlySet<string>;
  /** Where in a text it ends that it begins at; undefined where it doesn't. */
  endAt(text: string, from: number): number | undefined;
}

type Part =
  | { text: string }
  | { any: string }
  | { of: Part[][]; optional: boolean; before?: string; after?: string };

const letters = '[^\\x00-@\\[-`{-\\x7f]';

/** What stands for itself, up to a sign that doesn't. */
const plain = /[^()|?[]+/y;

function parse(source: string): Part[] {
  let at = 0;
  const sequence = (): Part[] => {
    const parts: Part[] = [];
    while (at < source.length && source[at] !== ')' && source[at] !== '|') {
      const sign = source[at];
      if (sign === '(') {
        const of: Part[][] = [];
        do {
          at++;
          of.push(sequence());
        } while (source[at] === '|');
        at++;
        const optional = source[at] === '?';
        if (optional) at++;
        parts.push({ of, optional });
      } else if (sign === '[') {
        let end = source.indexOf(']', at) + 1;
        if (source[end] === '+') end++;
        parts.push({ any: source.slice(at, end) });
        at = end;
      } else {
        plain.lastIndex = at;
        const text = plain.exec(source)?.[0] ?? '';
        at += text.length;
        // Of a text before a question mark, its last letter may be missing.
        const [sure, maybe] = source[at] === '?' ? [text.slice(0, -1), text.slice(-1)] : [text, ''];
        if (sure !== '') parts.push({ text: sure });
        if (source[at] === '?') {
          at++;
          parts.push({ of: [[{ text: maybe }]], optional: true });
        }
      }
    }
    return spaced(parts);
  };
  return sequence();
}

/** What may be missing is missing with one of the spaces beside it. */
function spaced(parts: Part[]): Part[] {
  for (const [at, part] of parts.entries()) {
    if (!('of' in part) || !part.optional || part.of[0]?.[0] === undefined) continue;
    const isSpace =
      part.of.length === 1 &&
      part.of[0].length === 1 &&
      'text' in part.of[0][0] &&
      part.of[0][0].text === ' ';
    if (isSpace) continue;
    const [previous, next] = [parts[at - 1], parts[at + 1]];
    const opens =
      previous === undefined ||
      ('text' in previous && previous.text.endsWith(' ')) ||
      ('of' in previous && previous.after === ' ');
    if (opens && next && 'text' in next && next.text.startsWith(' ')) {
      next.text = next.text.slice(1);
      // What is left of it says nothing, and would hide the part before it.
      if (next.text === '') parts.splice(at + 1, 1);
      part.after = ' ';
    } else if (next === undefined && previous && 'text' in previous && previous.text.endsWith(' ')) {
      previous.text = previous.text.slice(0, -1);
      part.before = ' ';
    }
  }
  return parts;
}

const sourceOf = (parts: readonly Part[]): string =>
  parts
    .map(part => {
      if ('text' in part) return part.text.replaceAll('~', `${letters}*`);
      if ('any' in part) return part.any;
      const { of, optional, before = '', after = '' } = part;
      return `(?:${before}(?:${of.map(sourceOf).join('|')})${after})${optional ? '?' : ''}`;
    })
    .join('');

/** The first words of what a pattern says, and what it says where that is less than a word. */
function beginnings(parts: readonly Part[]): { words: string[]; open: string[] } {
  const words: string[] = [];
  let open = [''];
  const joined = (more: readonly string[]) => open.flatMap(start => more.map(text => start + text));
  for (const part of parts) {
    if (open.length === 0) break;
    if ('text' in part) {
      const space = part.text.indexOf(' ');
      if (space < 0) open = joined([part.text]);
      else {
        words.push(...joined([part.text.slice(0, space)]));
        open = [];
      }
    } else if ('any' in part) open = joined([...part.any.replace(/[[\]+]/g, '')]);
    else {
      const all = part.of.map(beginnings);
      words.push(...joined(all.flatMap(one => one.words)));
      const ends = joined(all.flatMap(one => one.open));
      if (part.after) words.push(...ends);
      open = [...(part.after ? [] : ends), ...(part.optional ? open : [])];
    }
  }
  return { words, open };
}

export function patternOf(source: string): Pattern {
  const parts = parse(source);
  const words = new Set<string>();
  const starts = new Set<string>();
  const first = beginnings(parts);
  for (const text of [...first.words, ...first.open]) {
    const star = text.indexOf('~');
    if (star < 0) words.add(text);
    else starts.add(text.slice(0, star));
  }
  let compiled: RegExp | undefined;
  return {
    words,
    starts,
    endAt(text, from) {
      compiled ??= new RegExp(`(?:${sourceOf(parts)})(?!${letters})`, 'yu');
      compiled.lastIndex = from;
      return compiled.test(text) ? compiled.lastIndex : undefined;
    },
  };
}
