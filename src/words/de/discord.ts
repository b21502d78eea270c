import type { Room } from '../words.ts';

export const discord: Room<'discord'> = {
  nothingCame: 'Das hat nicht geklappt. Wer gefragt hat, weiß, warum.',
};
