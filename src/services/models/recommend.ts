import type { Model, Style } from './catalogue.ts';
import type { Availability } from './models-service.ts';

export type Goal = 'quality' | 'speed' | 'cost' | 'likeness';

export interface Recommendation {
  availability: Availability;
  /** Why, in a few words each. */
  reasons: string[];
}

/** What a picture takes to compute: steps × megapixels. Providers charge by it, and one waits for it. */
const workOf = (model: Model) => (model.steps * model.sizes.square.width * model.sizes.square.height) / 1e6;
const qualityWords = { 1: 'dated', 2: 'good', 3: 'very good', 4: 'the best quality here' } as const;

const scores: Record<Goal, (model: Model) => number> = {
  quality: model => model.quality * 10,
  speed: model => 40 - workOf(model),
  cost: model => 40 - workOf(model),
  likeness: model => (model.loraBase ? 40 : 0) + model.quality,
};

const reasonFor: Record<Goal, (model: Model) => string | undefined> = {
  quality: model => qualityWords[model.quality],
  speed: model => `${model.steps} steps`,
  cost: model => `${model.steps} steps at ${model.sizes.square.width} pixels`,
  likeness: model => (model.loraBase ? 'actors can be trained on it' : undefined),
};

/** The models that suit best, at most three, those that can be used now before all others. */
export function recommend(models: Availability[], goal: Goal, style: Style | undefined): Recommendation[] {
  const score = ({ model, routes }: Availability) => {
    const place = style === undefined ? 0 : model.styles.indexOf(style);
    return (
      (routes.length > 0 ? 1_000 : 0) + (style && place >= 0 ? 100 - place * 5 : 0) + scores[goal](model)
    );
  };
  return [...models]
    .sort((a, b) => score(b) - score(a))
    .slice(0, 3)
    .map(availability => {
      const { model } = availability;
      const reasons = [
        style && model.styles.includes(style) ? `good at ${style}` : undefined,
        reasonFor[goal](model),
      ];
      return { availability, reasons: reasons.filter(reason => reason !== undefined) };
    });
}
