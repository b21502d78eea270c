import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import type { ModelsService } from '../../models/models-service.ts';
import type { Generation } from '../generation.ts';
import type { GenerationRequest } from './plan.ts';

/** What can be done to an image in one press, by a model that the operator named for it. */
export const touchUpKinds = ['upscale', 'face'] as const;
export type TouchUpKind = (typeof touchUpKinds)[number];

/** The size is that of the result, in pixels. */
export interface TouchUp {
  kind: TouchUpKind;
  width: number;
  height: number;
}

/** The models that the operator named, by their ids. */
export type TouchUpModels = Partial<Record<TouchUpKind, string>>;

/** What the model is told instead of the prompt, which only says what there is to see. */
const instructions: Record<TouchUpKind, string> = {
  upscale:
    'Make this picture larger and sharper. Add fine detail, and change nothing else: the same people, faces, poses, colours and composition.',
  face: 'Repair the faces in this picture: natural eyes, teeth and skin, in focus. Keep who they are, their expressions, and everything else exactly as it is.',
};
export const instructionOf = ({ kind }: TouchUp): string => instructions[kind];

/** Pixels of the longer side: what image services take, and what still fits a message of Discord. */
const sideMost = 2_048;

/** @throws UserError bad-input where an image is as large as it gets */
function sizeFor(kind: TouchUpKind, { width, height }: Generation['settings']): TouchUp {
  if (kind === 'face') return { kind, width, height };
  const factor = Math.min(2, sideMost / Math.max(width, height));
  if (factor < 1.25) throw new UserError('bad-input', said('generation.largeAlready'));
  // Models work in blocks of 16 pixels.
  const scaled = (side: number) => Math.floor((side * factor) / 16) * 16;
  return { kind, width: scaled(width), height: scaled(height) };
}

/** A request for a new image by the words of one that was touched up; any other stays as it is. */
export const byWords = (request: GenerationRequest): GenerationRequest =>
  request.touchUp ? { ...request, touchUp: undefined, changeOf: undefined, model: undefined } : request;

export function createTouchUps(models: Pick<ModelsService, 'suggest'>, named: TouchUpModels) {
  /** Those for which a model is named, shown in this server, and not known to be unavailable. From memory. */
  const offered = (guildId: string): TouchUpKind[] =>
    touchUpKinds.filter(kind => {
      const id = named[kind];
      const [found] =
        id === undefined ? [] : models.suggest(guildId, '', { which: model => model.id === id });
      return found !== undefined && found.available !== false;
    });
  return {
    touchUpsIn: offered,
    /**
     * The request for one picture of an image (`nth`, from 0), which is stored and may be seen by who asks.
     * @throws UserError not-served | gone | bad-input
     */
    touchUpOf(
      kind: TouchUpKind,
      { images, actor, actor2, shape, prompt, settings, private: hidden }: Generation,
      nth: number,
      place: Omit<GenerationRequest, 'prompt'>,
    ): GenerationRequest {
      const model = named[kind];
      if (model === undefined) throw new UserError('not-served', said('generation.noTouchUp'));
      const picture = images[nth];
      if (!picture) throw new UserError('gone', said('generation.deletedBefore'));
      return {
        ...place,
        ...{ prompt, shape, model, private: hidden, actor: actor?.id, actor2: actor2?.id },
        changeOf: { sha256: picture.sha256 },
        touchUp: sizeFor(kind, settings),
      };
    },
  };
}
