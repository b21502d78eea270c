import { onOneLine } from '../../../cut-text.ts';
import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import { fold } from '../normalise.ts';
import { readLine } from './line.ts';
import { contentOf, forbiddenBy, stemOf } from './line-words.ts';

/** `Never without my glasses` asks for them. */
const doubleNegation =
  /(?<!\p{L})(?:never|nie|niemals|jamais|nunca)(?:\s+\p{L}+){0,3}\s+(?:without|ohne|sans|sin|sem)(?!\p{L})/u;

const always = /(?<!\p{L})(?:always|immer|toujours|siempre|sempre)(?!\p{L})/u;

/** The line as it is kept; undefined for none. @throws UserError bad-input for one that forbids nothing, or itself */
export function checkedLine(typed: string, most: number): string | undefined {
  const line = onOneLine(typed);
  if (line === '') return undefined;
  if ([...line].length > most) {
    throw new UserError('bad-input', said('safety.lineLong', { most }));
  }
  const parts = forbiddenBy(line);
  if (parts.length === 0) {
    throw new UserError('bad-input', said('safety.lineEmpty'));
  }
  const stems = ({ words }: { words: string[] }) => words.map(stemOf).join(' ');
  const demanded = new Set(parts.filter(part => part.demanded).map(stems));
  const forbidden = parts.filter(part => !part.demanded).map(stems);
  const both = parts.find(part => part.demanded && forbidden.includes(stems(part)));
  if (both) {
    throw new UserError('bad-input', said('safety.lineAsks', { words: both.words.join(' ') }));
  }
  const { forbids, allows } = readLine(line);
  const allowed = allows.map(clause => contentOf(clause));
  const undone = allowed.find(words => words.length > 0 && forbidden.includes(words.map(stemOf).join(' ')));
  if (undone) {
    throw new UserError('bad-input', said('safety.lineAllows', { words: undone.join(' ') }));
  }
  // `No skirts, trousers only` forbids skirts; that somebody always smiles cannot be seen to.
  const isDemand = forbids.flatMap(forbiddenBy).every(part => part.demanded);
  if ((demanded.size > 0 && (isDemand || always.test(fold(line)))) || doubleNegation.test(fold(line))) {
    throw new UserError('bad-input', said('safety.lineDemands'));
  }
  return line;
}
