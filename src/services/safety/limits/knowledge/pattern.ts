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

function parse(source: string): Part[] {
  let at = 0;
  const sequence = (): Part[] => {
    const parts: Part[] = [];
    while (at < source.length && source[at] !== ')' && source[at] !== '|') {
      const sign = source[at++] as string;
      if (sign === '(') {
        const of = [sequence()];
        while (source[at] === '|') {
          at++;
          of.push(sequence());
        }
        at++;
        const optional = source[at] === '?';
        if (optional) at++;
        parts.push({ of, optional });
      } else if (sign === '[') {
        const end = source.indexOf(']', at) + 1;
        const repeated = source[end] === '+';
        parts.push({ any: source.slice(at - 1, repeated ? end + 1 : end) });
        at = repeated ? end + 1 : end;
      } else if (source[at] === '?') {
        at++;
        parts.push({ of: [[{ text: sign }]], optional: true });
      } else {
        const last = parts.at(-1);
        if (last && 'text' in last) last.text += sign;
        else parts.push({ text: sign });
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

/** The beginnings of what a pattern says, up to its first space. */
function beginnings(parts: readonly Part[]): { text: string; done: boolean }[] {
  let all = [{ text: '', done: false }];
  for (const part of parts) {
    if (all.every(({ done }) => done)) break;
    const next =
      'text' in part
        ? [
            part.text.includes(' ')
              ? { text: part.text.slice(0, part.text.indexOf(' ')), done: true }
              : { text: part.text, done: false },
          ]
        : 'any' in part
          ? [...part.any.replace(/[[\]+]/g, '')].map(text => ({ text, done: false }))
          : [
              ...part.of.flatMap(beginnings).map(one => (part.after ? { ...one, done: true } : one)),
              ...(part.optional ? [{ text: '', done: false }] : []),
            ];
    all = all.flatMap(one =>
      one.done ? [one] : next.map(({ text, done }) => ({ text: one.text + text, done })),
    );
  }
  return all;
}

export function patternOf(source: string): Pattern {
  const parts = parse(source);
  const words = new Set<string>();
  const starts = new Set<string>();
  for (const { text } of beginnings(parts)) {
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
