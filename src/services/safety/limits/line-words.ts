import { fold } from '../normalise.ts';

/** Words that forbid, and words that say nothing of what is forbidden: English, German, French, Spanish, Portuguese. */
export const negators = new Set(
  'never no not none nothing nobody without dont don t doesn doesnt mustn shouldn nie niemals kein keine keinen keiner keinem keinerlei nicht nichts ohne jamais pas aucun aucune sans ni ne rien nunca no ningun ninguna sin nada nao nem nenhum nenhuma sem mai nessun senza nooit geen zonder'.split(
    ' ',
  ),
);
const empty = new Set(
  'anywhere somewhere everywhere nowhere about related involving including regarding a an the any some or and nor with in on at of to for from as by into like me my i im am is are be being been was it its this that these those them us you your her his their she he they we please thanks picture pictures image images photo photos show shown showing make made making draw drawn create see want ever always only just really anything something someone anyone thing things stuff kind kinds type types sort such also too very more than least etc ok okay wearing wear holding hold having have has doing do does near next around while when where if would will can may must should like look looking all every everything und oder mit in im am an auf als der die das den dem des ein eine einen einem einer mich mir ich bin sein bitte bild bilder foto fotos zeigen zeig immer nur auch et ou avec dans sur de du des le la les un une moi je suis en au aux comme toujours seulement photo y o con en de del la el los las un una unos unas me mi yo soy como siempre solo fotos imagenes e ou com em no na nos nas do da dos das um uma uns umas eu sou meu minha sempre so imagens per favor por pls'.split(
    ' ',
  ),
);
/** Words that turn a line around: what follows them is all that may be. */
export const demands = new Set(
  'only always nur immer ausschliesslich toujours uniquement siempre solo solamente sempre apenas somente'.split(
    ' ',
  ),
);

/** What people call stronger what they mean by it anyway. */
const intensifying = new Set(
  'real wild hard strong heavy graphic explicit big great huge deep very extreme dangerous stupid damn disgusting creepy scary ugly dead live living fake even other taking take doing playing play going go getting get practicing practising watching watch'.split(
    ' ',
  ),
);

/** Words that say less than what stands with them: `eating meat` is about the meat. */
const faint = new Set(
  'riding ride rides driving drive drives high fast junk eat eating drink drinking use using consume consuming seen posing pose dressed depicted depict portrayed standing sitting surrounded touching touch visiting entering essen trinken trinkend manger boire mangeant buvant comer beber comiendo bebiendo comendo bebendo'.split(
    ' ',
  ),
);

export const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** A word without its ending, so that `smoking`, `smokes` and `smoked` meet. Rough on purpose: English first. */
export function stemOf(word: string): string {
  if (unspaced.test(word) || word.length < 5) return word.length === 4 ? word.replace(/s$/, '') : word;
  const stem = word
    .replace(/(?<=.{5})end(?:e|er|es)?$/, '')
    .replace(/(?:ies|ie|y)$/, 'i')
    .replace(/(?:sses)$/, 'ss')
    .replace(/(?:ings?|ed|ers?|es|en|em|e|s|ando|endo|ant)$/, '')
    .replace(/([bdfgklmnprt])\1$/, '$1');
  return stem.length >= 3 ? stem : word;
}

export const tokensOf = (text: string): string[] =>
  text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|\p{L}+/gu) ?? [];

const particles =
  /(?:絶対|決して|は|を|が|の|に|で|と|も|ない|なし|禁止|しない|させない|見せない|ください|出さない|描かない|吸わない|吸って)/u;

/** Whether a word says something of its own beside those that it stands with. */
export const isTelling = (word: string): boolean =>
  !negators.has(word) && !empty.has(word) && !faint.has(word) && !intensifying.has(word);

/** Whether a word says less than what stands with it. */
export const isFaint = (word: string): boolean => faint.has(word);

/** Words of a part of the line that say something, folded. */
export function contentOf(part: string): string[] {
  const all = tokensOf(fold(part))
    .flatMap(token => (unspaced.test(token) ? token.split(particles) : [token]))
    .filter(token => token !== '' && !negators.has(token) && !empty.has(token))
    .filter(token => unspaced.test(token) || token.length > 1);
  const telling = all.filter(token => !faint.has(token));
  return telling.length > 0 ? telling : all;
}

/** Words that belong together: `red hats` forbids hats that are red, `cats and dogs` either. */
export const partsOf = (line: string): string[] =>
  fold(line)
    .split(
      /[,;.、。/\n]|(?<!\p{L})(?:and|or|nor|und|oder|et|ou|y|o|e|ni|nem|never|no|nie|niemals|jamais|nunca|nothing|not|keine?n?)(?!\p{L})/u,
    )
    .filter(part => part.trim() !== '');

/** What the line forbids: for each part, the words that must all be there, each in any of its forms. */
export function forbiddenBy(line: string): { words: string[]; demanded: boolean }[] {
  return partsOf(line)
    .map(part => ({
      words: [...new Set(contentOf(part))],
      demanded: tokensOf(part).some(token => demands.has(token)),
    }))
    .filter(({ words }) => words.length > 0);
}
