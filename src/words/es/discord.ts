import type { Room } from '../words.ts';

export const discord: Room<'discord'> = {
  nothingCame: 'Esto no funcionó. Quien lo pidió ya sabe por qué.',
};
