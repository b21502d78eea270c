import type { Made } from '../../credentials/made.ts';
import type { Settings } from '../generation.ts';

/**
 * What the credentials of a picture say of these settings. Pictures that a model was shown count as photos where somebody real
 * is in them: what was made of a photo and is varied goes back to it.
 */
export const madeOf = (
  { model, modelRevision, reference, pictures = [] }: Settings,
  { showsSomebodyReal }: { showsSomebodyReal: boolean },
): Made => ({
  from: showsSomebodyReal && (reference || pictures.length > 0) ? 'model-and-photos' : 'model',
  model: { name: model, revision: modelRevision },
});
