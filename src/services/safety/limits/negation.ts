/** Words that say that what follows is absent. */
const absent =
  'without|w/o|no|not|never|none of|zero|lacking|free of|free from|instead of|rather than|sans|aucune?|pas|jamais|ni|sin|ningun|ninguna|nunca|sem|nenhum|nenhuma|ohne|kein|keine|keinen|keiner|keinem|keinerlei|nicht|niemals|nie|senza|nessun|nessuna|zonder|geen|bez|без|никаких';
/** What may stand between them and what they are about. */
const between =
  'a|an|any|the|single|visible|other|more|real|actual|extra|in|with|of|wearing|holding|carrying|showing|using|having|being|look|de|des|du|d|les|la|le|un|una|une|uma|um|os|as|otra|otras|outra|outras|autre|autres|anderen?|andere|einen?|einem|eine';
/** Words before these that turn them around: `not without a gun`. */
const doubled = 'not|never|no one|nobody|isn t|isnt|nicht|pas|no|nao|is not';

const before = new RegExp(
  `(?:(?<![\\p{L}\\p{N}])(${doubled})[\\s,]+)?(?<![\\p{L}\\p{N}])(?:${absent})[\\s-]+(?:(?:${between})[\\s'’]+){0,3}$`,
  'u',
);
const after = /^(?:[-\s]free(?!\p{L})|(?:は|も|が|の)?(?:なし|無し|ない(?!と)|いない|抜き))/u;
/** Between two hits of one list of absences: `no guns, knives or blood`. */
const joined =
  /^(?:\s*,\s*\p{L}+(?:\s\p{L}+)?){0,3}(?:\s*,)?\s*(?:or|nor|oder|ou|o|ni|e nem|noch|または|や)\s+(?:(?:a|an|any|other|more|de|d)\s+)?$/u;
const listed = /^\s*,\s*(?:(?:a|an|any|other|more|no)\s+)?$/u;

const isAbsent = (text: string, from: number, to: number): boolean => {
  const found = before.exec(text.slice(Math.max(0, from - 60), from));
  return (found !== null && found[1] === undefined) || after.test(text.slice(to));
};

/**
 * The hits that the text does not say to be absent. A negation reaches what follows it, and on over `or`; over a comma
 * only where an `or` comes later. Of hits that overlap, the first counts. `Not without a gun` has one.
 */
export function present(
  text: string,
  hits: readonly { index: number; words: string }[],
): { index: number; words: string }[] {
  const left: { index: number; words: string }[] = [];
  let last: { end: number; negated: boolean } | undefined;
  const apart = hits.filter((hit, at) =>
    hits.slice(0, at).every(({ index, words }) => index + words.length <= hit.index),
  );
  for (const [at, hit] of apart.entries()) {
    const end = hit.index + hit.words.length;
    const gap = last?.negated ? text.slice(last.end, hit.index) : undefined;
    const next = apart[at + 1];
    const goesOn = next !== undefined && joined.test(text.slice(end, next.index));
    const reached = gap !== undefined && (joined.test(gap) || (listed.test(gap) && goesOn));
    const negated = reached || isAbsent(text, hit.index, end);
    if (!negated) left.push(hit);
    last = { end, negated };
  }
  return left;
}
