import type { Room } from '../words.ts';

export const discord: Room<'discord'> = {
  nothingCame: 'Ça n’a pas marché. J’ai dit pourquoi au membre qui a demandé.',
};
