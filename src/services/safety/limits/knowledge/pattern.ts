/**
 * One way to say something, folded, as it is written in the files of this folder: words with `(a|b)` for alternatives,
 * `x?` or `(a|b)?` for what may be missing, and `~` for any letters that follow. From the first sign that is none of
 * these on, a regular expression.
 */
export interface Pattern {
  /** Whether it may begin with this word. */
  beginsWith(word: string): boolean;
  /** Where in a text it ends that it begins at; undefined where it doesn't. */
  endAt(text: string, from: number): number | undefined;
  /** The regular expression. */
  source: string;
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
        let end = source.indexOf(']', at) + 1 || source.length;
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
    } else if ('any' in part)
      open = joined(part.any.includes('-') ? ['~'] : [...part.any.replace(/[[\]]/g, '')]);
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

/** What is no sign of a pattern. */
const expression = /\(\?|[{}.*+\\]/;

/** A regular expression in the words of patterns. */
const expressionOf = (source: string) => source.replaceAll('~', `${letters}*`).replaceAll(' ?', '(?: )?');

export function patternOf(source: string): Pattern {
  const end = source.replaceAll(']+', ']_').search(expression);
  const parts = parse(end < 0 ? source : source.slice(0, end));
  const expressed = end < 0 ? sourceOf(parts) : expressionOf(source);
  const words = new Set<string>();
  const starts = new Set<string>();
  const first = beginnings(parts);
  for (const text of first.words) add(text);
  // What is cut off goes on in a way that isn't known.
  for (const text of first.open) add(end < 0 ? text : `${text}~`);
  function add(text: string) {
    const star = text.indexOf('~');
    if (star < 0) words.add(text);
    else starts.add(text.slice(0, star));
  }
  let compiled: RegExp | undefined;
  return {
    source: expressed,
    beginsWith: word => words.has(word) || [...starts].some(start => word.startsWith(start)),
    endAt(text, from) {
      compiled ??= new RegExp(`(?:${expressed})(?!${letters})`, 'yu');
      compiled.lastIndex = from;
      return compiled.test(text) ? compiled.lastIndex : undefined;
    },
  };
}

/** Letters of the beginnings that patterns are found by. */
const headLetters = 3;

/**
 * How the first word of what a pattern says may begin: three letters, or a shorter word with a space after it, or less
 * with `~` where anything may follow. It looks no further than it has to: most patterns are never read.
 */
export function headsOf(source: string): ReadonlySet<string> {
  const heads = new Set<string>();
  const endOf = (open: number) => {
    let depth = 0;
    for (let at = open; at < source.length; at++) {
      if (source[at] === '(') depth++;
      else if (source[at] === ')' && --depth === 0) return at;
    }
    return source.length;
  };
  /** `after` is where it goes on after each bracket that is open. */
  const walk = (from: number, head: string, after: readonly number[]): void => {
    let at = from;
    let text = head;
    let closing = after;
    while (text.length < headLetters) {
      const sign = source[at];
      if (sign === ')' || sign === '|') {
        at = closing.at(-1) ?? source.length;
        closing = closing.slice(0, -1);
        continue;
      }
      if (sign === undefined || sign === ' ') {
        if (sign === ' ' && source[at + 1] === '?') walk(at + 2, text, closing);
        // A space in front of a word that may have been missing.
        if (text === '' && sign === ' ') {
          at++;
          continue;
        }
        heads.add(`${text} `);
        return;
      }
      if (sign === '(' && source[at + 1] !== '?') {
        const end = endOf(at);
        const optional = source[end + 1] === '?';
        const next = end + (optional ? 2 : 1);
        let depth = 0;
        for (let one = at; one < end; one++) {
          if (source[one] === '(') depth++;
          if (source[one] === ')') depth--;
          if (depth === 1 && (one === at || source[one] === '|')) walk(one + 1, text, [...closing, next]);
        }
        if (optional) walk(next, text, closing);
        return;
      }
      if (sign === '[') {
        const end = source.indexOf(']', at);
        if (end < 0 || source.slice(at, end).includes('-')) heads.add(`${text}~`);
        else for (const one of source.slice(at + 1, end)) walk(end + 1, text + one, closing);
        return;
      }
      if (sign === '~' || expression.test(source.slice(at, at + 2))) {
        heads.add(`${text}~`);
        return;
      }
      if (source[at + 1] === '?') walk(at + 2, text, closing);
      text += sign;
      at += source[at + 1] === '?' ? 2 : 1;
    }
    heads.add(text);
  };
  walk(0, '', []);
  return heads;
}
