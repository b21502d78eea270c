import { setImmediate } from 'node:timers/promises';
import { fold, readingsOf } from '../normalise.ts';
import { evened, type WordList } from '../word-list.ts';
import { knowledgeOf } from './knowledge/knowledge.ts';
import { phraseList } from './knowledge/phrases.ts';
import { type LimitName, type Limits, limitNames, noLimits } from './limits.ts';
import { present } from './negation.ts';
import { neverIn } from './never.ts';
import { isPlural } from './nouns/nouns.ts';
import { harmlessOthers, others } from './others.ts';
import { otherPeople, withoutThings } from './people.ts';
import { harmlessPolitics, politics } from './politics.ts';
import { drawnStyles, harmlessRealistic, realistic } from './realistic.ts';
import { harmlessSwimwear, swimwear } from './swimwear.ts';
import { readingTopics } from './topics.ts';
import { harmlessViolence, violence } from './violence.ts';

/** What a prompt is judged by. */
export interface LimitedPrompt {
  prompt: string;
  /** What should be absent. To want no drawing is to want a photo, and to want nobody alone is to want others. */
  negative?: string | undefined;
  /** What the people in the picture are called: a name is nothing that a limit should find a word in. */
  names: readonly string[];
}

/** The limit that something is against; the words in the prompt, where it is one in the person's own words. */
export interface BrokenLimit {
  limit: LimitName;
  words?: string | undefined;
}

type Listed = Exclude<LimitName, 'never'>;

const lists: Record<Listed, { forbidden: WordList; harmless: WordList }> = {
  swimwear: { forbidden: swimwear, harmless: harmlessSwimwear },
  violence: { forbidden: violence, harmless: harmlessViolence },
  politics: { forbidden: politics, harmless: harmlessPolitics },
  others: { forbidden: others, harmless: harmlessOthers },
  realistic: { forbidden: realistic, harmless: harmlessRealistic },
};

/** In a negative prompt: what is the opposite of the limit. */
const opposites: Partial<Record<Listed, WordList>> = {
  others: phraseList([
    'solo|alone|single (person|woman|man|girl|boy|figure|subject)|one person|1 ?(girl|boy|person)|lonely|empty (street|room|background)|allein|seul(e)?|sol[oa]|sozinh[oa]',
  ]),
  realistic: phraseList([
    'drawings?|drawn|cartoons?|cartoonish|anime|manga|illustrat~|paint(ing|ings|ed|erly)|cgi|comics?|sketch(es)?|3d( render)?|render(ed|ing)?|artwork|unreal(istic)?|plastic( skin)?|doll( like)?|animat~|stylized|watercolou?r|zeichnung~|gemalt|dessin~|dibujo~|desenho~|アニメ|イラスト|絵',
  ]),
};

/** The texts without the names, so that nobody's name is a word of a list. */
const withoutNames = (text: string, names: readonly string[]): string =>
  names
    .filter(name => name.trim() !== '')
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, name) => {
      const escaped = name.normalize('NFC').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      return left.replace(
        new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${escaped}(?![\\p{L}\\p{M}\\p{N}])`, 'giu'),
        '·',
      );
    }, text.normalize('NFC'));

/** `The dentist’s chair` has no dentist in it; `in a man’s arms` does. */
const withoutPossessors = (text: string): string =>
  text.replace(
    /(?<!\p{L})(?!(?:he|here|how|it|let|she|that|there|what|where|who)[’'])\p{L}+[’']s\s+(?!(?:\p{L}+\s+)?(?:arms?|back|body|chest|company|embrace|eyes|face|feet|hands?|head|kiss|lap|lips|neck|shoulders?|side|wedding)(?!\p{L}))(?=\p{L})/gu,
    '',
  );

const byPlace = (one: { index: number }, other: { index: number }) => one.index - other.index;

function isAgainst(limit: Listed, texts: readonly string[], spelled: readonly string[]): boolean {
  const { forbidden, harmless } = lists[limit];
  const known = knowledgeOf(limit);
  const found = texts.some(text => {
    const shown = known.withoutHarmless(limit === 'others' ? withoutThings(text) : text);
    const left = harmless.out(shown);
    const listed = [...forbidden.hits(left), ...(limit === 'others' ? otherPeople(left) : [])];
    return (
      present(left, known.meant(listed.toSorted(byPlace), text)).length > 0 ||
      present(shown, known.meant(known.hits(shown), text)).length > 0
    );
  });
  return found || spelled.some(word => forbidden.in(word));
}

/**
 * The first limit that the prompt is against, in the order of `limitNames`; undefined for none. Like the safety rules,
 * it looks at every reading of the prompt, so that a disguise hides nothing. What the prompt says to be absent is not
 * in it.
 */
export function brokenLimit(
  { prompt, negative, names }: LimitedPrompt,
  limits: Limits,
): BrokenLimit | undefined {
  const nameless = withoutNames(prompt, names);
  const { texts: readings, spelled } = readingsOf(nameless);
  const texts = [...new Set(readings.map(evened))];
  const absent = negative === undefined ? [] : readingsOf(negative).texts.map(evened);
  for (const limit of limitNames) {
    if (limit === 'never') {
      const words = limits.never === undefined ? undefined : neverIn(texts, limits.never);
      if (words !== undefined) return { limit, words };
      continue;
    }
    if (!limits[limit]) continue;
    const judged = limit === 'others' ? readingsOf(withoutPossessors(nameless)).texts.map(evened) : texts;
    if (isAgainst(limit, judged, spelled)) return { limit };
    const opposite = opposites[limit];
    if (opposite && absent.some(text => opposite.in(text))) return { limit };
  }
  return undefined;
}

let prepared: Promise<void> | undefined;

/**
 * Has the lists ready, one in each turn of the event loop: they take some 100 ms together, which only those need who
 * make images of somebody with limits. Once; later calls resolve at once.
 */
export function prepareLimits(): Promise<void> {
  prepared ??= (async () => {
    const text = 'somebody with a lighthouse above the sea';
    const judged = { prompt: text, names: ['somebody'] };
    const listed = limitNames.filter(limit => limit !== 'never');
    const steps = [
      () => readingsOf(text),
      ...listed.flatMap(limit => [
        () => lists[limit].harmless.out(text),
        () => lists[limit].forbidden.in(text),
        () => knowledgeOf(limit).withoutHarmless(text),
        () => knowledgeOf(limit).hits(text),
      ]),
      () => isPlural(text),
      ...readingTopics,
      ...listed.map(limit => () => brokenLimit(judged, { ...noLimits, [limit]: true })),
      () => brokenLimit(judged, { ...noLimits, never: 'never near a lighthouse' }),
    ];
    for (const step of steps) {
      step();
      await setImmediate();
    }
  })();
  return prepared;
}

/** Whether the prompt says a style that no photo has. */
export const saysDrawn = (prompt: string): boolean => {
  const text = evened(fold(prompt));
  return present(text, drawnStyles.hits(text)).length > 0;
};

/** Whether a model's style is that of photos. */
export const isPhotoStyle = (style: string): boolean => realistic.in(evened(fold(style)));

/** What a model is told besides, for each limit, where it takes words for what should be absent. */
export const absentFor: Record<Listed, string> = {
  swimwear: 'swimwear, bikini, swimsuit, lingerie, underwear',
  violence: 'weapons, blood, wounds, fighting',
  politics: 'political symbols, slogans, logos, advertising',
  others: 'other people, crowd, group, second person',
  realistic: 'photo, photorealistic, realistic',
};
