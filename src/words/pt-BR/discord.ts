import type { Room } from '../words.ts';

export const discord: Room<'discord'> = {
  nothingCame: 'Não deu certo. O membro que pediu já sabe por quê.',
};
