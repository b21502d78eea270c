import type { Made } from '../../credentials/made.ts';
import type { Settings } from '../generation.ts';

/**
 * What the credentials of a picture say of these settings. Pictures that a model was shown count as photos where an actor
 * is in them: what was made of a photo and is varied goes back to it.
 */
export const madeOf = (
  { model, modelRevision, reference, pictures = [] }: Settings,
  { showsActor }: { showsActor: boolean },
): Made => ({
  from: showsActor && (reference || pictures.length > 0) ? 'model-and-photos' : 'model',
  model: { name: model, revision: modelRevision },
});
