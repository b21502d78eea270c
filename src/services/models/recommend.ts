import { type PlainKey, t } from '../../words/words.ts';
import { costOf, type Model, type Style, workOf } from './model.ts';
import type { Availability } from './served-routes.ts';

export type Goal = 'quality' | 'speed' | 'cost' | 'likeness';

export interface Recommendation {
  availability: Availability;
  /** Why, in a few words each. */
  reasons: string[];
  /** What speaks against it, in a few words each. */
  caveats: string[];
}

const recommendedMost = 3;
/** `costOf` from which free credit is soon used up. */
const dearFrom = 150;
const qualityWords = {
  1: 'models.qualityDated',
  2: 'models.qualityGood',
  3: 'models.qualityVeryGood',
  4: 'models.qualityBest',
} as const satisfies Record<Model['quality'], PlainKey>;

const freeOn = ({ routes: [first] }: Availability) => (first?.via === 'provider' ? undefined : first?.via);

/** From 0 to about 60, for each goal. */
const scores: Record<Goal, (availability: Availability) => number> = {
  quality: ({ model }) => model.quality * 10,
  speed: ({ model }) => 40 - workOf(model),
  cost: availability =>
    (freeOn(availability) ? 60 : 40 - costOf(availability.model) / 20) + availability.model.quality / 10,
  likeness: ({ model: { loraBase, quality } }) => (loraBase === true ? 40 : loraBase ? 20 : 0) + quality,
};

const reasonFor: Record<Goal, (availability: Availability) => string | undefined> = {
  quality: ({ model }) => t(qualityWords[model.quality]),
  speed: ({ model: { steps, sizes } }) => t('models.stepsAt', { steps, pixels: sizes.square.width }),
  cost(availability) {
    const own = freeOn(availability);
    if (own === 'worker') return t('models.costsNoCreditOwn');
    return own ? t('models.costsNoCredit') : availability.model.freeTier();
  },
  likeness: ({ model: { loraBase } }) =>
    loraBase === 'untried' ? t('models.trainableUntried') : loraBase ? t('models.trainable') : undefined,
};

function caveatsOf(availability: Availability, goal: Goal): string[] {
  const { model } = availability;
  const dear = costOf(model) >= dearFrom && !freeOn(availability);
  return [
    model.forbids && t('models.licenceNotFor', { uses: model.forbids() }),
    model.gated ? t('models.termsToAccept') : undefined,
    dear && goal !== 'cost' ? model.freeTier() : undefined,
    goal === 'likeness' && !model.loraBase ? t('models.notTrainable') : undefined,
    goal === 'likeness' && model.loraBase && !freeOn(availability) ? t('models.loraNeedsService') : undefined,
  ].filter(caveat => typeof caveat === 'string' && caveat !== '') as string[];
}

/**
 * The models for words that suit best: at most three of those that can be used now, and one that would suit better
 * than all of them and cannot.
 */
export function recommend(models: Availability[], goal: Goal, style: Style | undefined): Recommendation[] {
  const score = (availability: Availability) => {
    const { styles, loraBase } = availability.model;
    const place = style === undefined ? -1 : styles.indexOf(style);
    // Likeness comes from training: no style makes up for a base that cannot be trained, or that nobody has tried.
    const trainable = goal !== 'likeness' || !loraBase ? 0 : loraBase === 'untried' ? 100 : 200;
    return trainable + (place < 0 ? 0 : 100 - place * 5) + scores[goal](availability);
  };
  const ranked = models
    .filter(({ model }) => model.kind === 'text-to-image')
    .map(availability => ({ availability, score: score(availability) }))
    .sort((a, b) => b.score - a.score);
  const usable = ranked.filter(({ availability }) => availability.routes.length > 0);
  const [best] = ranked;
  const missed =
    best && usable[0] && best.availability.routes.length === 0 && best.score > usable[0].score ? [best] : [];
  const chosen =
    usable.length > 0 ? [...usable.slice(0, recommendedMost), ...missed] : ranked.slice(0, recommendedMost);
  return chosen.map(({ availability }) => ({
    availability,
    reasons: [
      style && availability.model.styles.includes(style) ? t(styleWords[style]) : undefined,
      reasonFor[goal](availability),
    ].filter(reason => reason !== undefined),
    caveats: caveatsOf(availability, goal),
  }));
}

const styleWords = {
  photo: 'models.goodAtPhoto',
  illustration: 'models.goodAtIllustration',
  animation: 'models.goodAtAnimation',
  lettering: 'models.goodAtLettering',
  landscape: 'models.goodAtLandscape',
} as const satisfies Record<Style, PlainKey>;

export const licenceName = ({ licence }: Pick<Model, 'licence'>): string =>
  licence || t('catalogue.licenceUnnamed');

/** What a licence is, and what it does not allow. */
export const licenceWords = ({ licence, forbids }: Pick<Model, 'licence' | 'forbids'>): string =>
  forbids
    ? t('catalogue.licenceForbids', { licence: licenceName({ licence }), uses: forbids() })
    : licenceName({ licence });
