import { UserError } from '../../../errors.ts';
import { fold } from '../normalise.ts';
import { present } from './negation.ts';
import { kinds, otherThings, synonyms } from './synonyms.ts';

/** Words that forbid, and words that say nothing of what is forbidden: English, German, French, Spanish, Portuguese. */
const negators = new Set(
  'never no not none nothing nobody without dont don t doesn doesnt mustn shouldn nie niemals kein keine keinen keiner keinem keinerlei nicht nichts ohne jamais pas aucun aucune sans ni ne rien nunca no ningun ninguna sin nada nao nem nenhum nenhuma sem mai nessun senza nooit geen zonder'.split(
    ' ',
  ),
);
const empty = new Set(
  'about related involving including regarding a an the any some or and nor with in on at of to for from as by into like me my i im am is are be being been was it its this that these those them us you your her his their she he they we please thanks picture pictures image images photo photos show shown showing make made making draw drawn create see want ever always only just really anything something someone anyone thing things stuff kind kinds type types sort such also too very more than least etc ok okay wearing wear holding hold having have has doing do does near next around while when where if would will can may must should like look looking all every everything und oder mit in im am an auf als der die das den dem des ein eine einen einem einer mich mir ich bin sein bitte bild bilder foto fotos zeigen zeig immer nur auch et ou avec dans sur de du des le la les un une moi je suis en au aux comme toujours seulement photo y o con en de del la el los las un una unos unas me mi yo soy como siempre solo fotos imagenes e ou com em no na nos nas do da dos das um uma uns umas eu sou meu minha sempre so imagens per favor por pls'.split(
    ' ',
  ),
);
/** Words that turn a line around: what follows them is all that may be. */
const demands = new Set(
  'only always nur immer ausschliesslich toujours uniquement siempre solo solamente sempre apenas somente'.split(
    ' ',
  ),
);

/** Words that say less than what stands with them: `eating meat` is about the meat. */
const faint = new Set(
  'high fast junk eat eating drink drinking use using consume consuming seen posing pose dressed depicted depict portrayed standing sitting surrounded touching touch visiting entering essen trinken trinkend manger boire mangeant buvant comer beber comiendo bebiendo comendo bebendo'.split(
    ' ',
  ),
);

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** A word without its ending, so that `smoking`, `smokes` and `smoked` meet. Rough on purpose: English first. */
export function stemOf(word: string): string {
  if (unspaced.test(word) || word.length < 5) return word.length === 4 ? word.replace(/s$/, '') : word;
  const stem = word
    .replace(/(?<=.{5})end(?:e|er|es)?$/, '')
    .replace(/(?:ies)$/, 'y')
    .replace(/(?:sses)$/, 'ss')
    .replace(/(?:ings?|ed|ers?|es|en|em|e|s|ando|endo|ant)$/, '')
    .replace(/([bdfgklmnprt])\1$/, '$1');
  return stem.length >= 3 ? stem : word;
}

const tokensOf = (text: string): string[] =>
  text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|\p{L}+/gu) ?? [];

const particles =
  /(?:絶対|決して|は|を|が|の|に|で|と|も|ない|なし|禁止|しない|させない|見せない|ください|出さない|描かない|吸わない|吸って)/u;

/** Words of a part of the line that say something, folded. */
function contentOf(part: string): string[] {
  const all = tokensOf(fold(part))
    .flatMap(token => (unspaced.test(token) ? token.split(particles) : [token]))
    .filter(token => token !== '' && !negators.has(token) && !empty.has(token))
    .filter(token => unspaced.test(token) || token.length > 1);
  const telling = all.filter(token => !faint.has(token));
  return telling.length > 0 ? telling : all;
}

/** Words that belong together: `red hats` forbids hats that are red, `cats and dogs` either. */
const partsOf = (line: string): string[] =>
  fold(line)
    .split(
      /[,;.、。/\n]|(?<!\p{L})(?:and|or|nor|und|oder|et|ou|y|o|e|ni|nem|never|no|nie|niemals|jamais|nunca|nothing|not|keine?n?)(?!\p{L})/u,
    )
    .filter(part => part.trim() !== '');

/** What the line forbids: for each part, the words that must all be there, each in any of its forms. */
function forbiddenBy(line: string): { words: string[]; demanded: boolean }[] {
  return partsOf(line)
    .map(part => ({
      words: [...new Set(contentOf(part))],
      demanded: tokensOf(part).some(token => demands.has(token)),
    }))
    .filter(({ words }) => words.length > 0);
}

/** What words are found by: stems, and in scripts without spaces the words themselves. */
interface Forms {
  stems: ReadonlySet<string>;
  glyphs: readonly string[];
}
const formsIn = (words: readonly string[]): Forms => ({
  stems: new Set(words.filter(one => !unspaced.test(one)).map(stemOf)),
  glyphs: words.filter(one => unspaced.test(one)),
});

/** Words that a word of the line stands for, too. Stemmed once: a prompt is judged several times on its way. */
const standsFor = [
  ...synonyms.map(row => ({ of: row, are: row })),
  // Who forbids all forbids each; who forbids one allows the others.
  ...kinds,
].map(({ of, are }) => ({ of: new Set(of.map(stemOf)), forms: formsIn(are) }));

/** Each form that a word of the line is found by. */
function formsOf(word: string): Forms {
  const stem = stemOf(word);
  const found = standsFor.filter(({ of }) => of.has(stem)).map(({ forms }) => forms);
  const all = [formsIn([word]), ...found];
  return {
    stems: new Set(all.flatMap(({ stems }) => [...stems])),
    glyphs: all.flatMap(({ glyphs }) => glyphs),
  };
}

/** The words of a text with what they are found by. */
interface Stemmed {
  text: string;
  tokens: readonly { index: number; words: string; stem: string }[];
}
const stemmed = (text: string): Stemmed => ({
  text,
  tokens: [...text.matchAll(/\p{L}+/gu)].map(({ index, 0: words }) => ({
    index,
    words,
    stem: stemOf(words),
  })),
});

function firstOf(
  { text, tokens }: Stemmed,
  { stems, glyphs }: Forms,
): { index: number; words: string } | undefined {
  const hits = tokens.filter(({ stem }) => stems.has(stem)).map(({ index, words }) => ({ index, words }));
  for (const glyph of glyphs) {
    const index = text.indexOf(glyph);
    if (index >= 0) hits.push({ index, words: glyph });
  }
  return present(
    text,
    hits.toSorted((a, b) => a.index - b.index),
  )[0];
}

/** Words of the prompt's readings that the line forbids; undefined for none. */
export function neverIn(texts: readonly string[], line: string): string | undefined {
  const folded = fold(line);
  const meant = texts.map(text =>
    stemmed(text.replace(otherThings, found => (folded.includes(found.replace(/s$/, '')) ? found : ' · '))),
  );
  for (const { words } of forbiddenBy(line)) {
    const forms = words.map(formsOf);
    for (const text of meant) {
      const found = forms.map(one => firstOf(text, one));
      if (found.every(one => one !== undefined)) return found.map(({ words: word }) => word).join(' ');
    }
  }
  return undefined;
}

/** What the line forbids, in words for a model that takes what should be absent. */
export const absentForLine = (line: string): string =>
  forbiddenBy(line)
    .map(({ words }) => words.join(' '))
    .join(', ');

/** `Never without my glasses` asks for them. */
const doubleNegation =
  /(?<!\p{L})(?:never|nie|niemals|jamais|nunca)(?:\s+\p{L}+){0,3}\s+(?:without|ohne|sans|sin|sem)(?!\p{L})/u;

/** The line as it is kept; undefined for none. @throws UserError bad-input for one that forbids nothing, or itself */
export function checkedLine(typed: string, most: number): string | undefined {
  const line = typed.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (line === '') return undefined;
  if ([...line].length > most) {
    throw new UserError(
      'bad-input',
      `That line is too long: it has at most ${most} characters. Keep what matters most.`,
    );
  }
  const parts = forbiddenBy(line);
  if (parts.length === 0) {
    throw new UserError(
      'bad-input',
      'That line doesn’t say what must never be shown. Write it like “never smoking” or “no clowns, no spiders”.',
    );
  }
  const stems = ({ words }: { words: string[] }) => words.map(stemOf).join(' ');
  const demanded = new Set(parts.filter(part => part.demanded).map(stems));
  const forbidden = parts.filter(part => !part.demanded).map(stems);
  const both = parts.find(part => part.demanded && forbidden.includes(stems(part)));
  if (both) {
    throw new UserError(
      'bad-input',
      `That line contradicts itself: it asks for “${both.words.join(' ')}” and forbids it. Keep only what must never be shown.`,
    );
  }
  if (demanded.size > 0 || doubleNegation.test(fold(line))) {
    throw new UserError(
      'bad-input',
      'This line can only say what must never be shown, not what must always be. Write it like “never smoking”.',
    );
  }
  return line;
}
