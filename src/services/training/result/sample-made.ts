import type { Made } from '../../credentials/made.ts';

/** What credentials say of a sample: the base, since the name of what was trained on it may tell whom it shows. */
export const sampleMade = ({ baseModel }: { baseModel: string }): Made => ({
  from: 'model',
  model: { name: baseModel },
});
