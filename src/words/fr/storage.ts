import type { Room } from '../words.ts';

export const storage: Room<'storage'> = {
  diskFull:
    'Le disque du bot est plein : je ne peux rien garder de nouveau, donc je ne crée rien. Préviens les personnes qui gèrent le bot, puis réessaie.',
  picturesAway:
    'Mon stockage d’images ne répond pas en ce moment. Rien n’est perdu : réessaie dans une minute.',
  recordsAway: 'Ma base de données ne répond pas en ce moment. Rien n’est perdu : réessaie dans une minute.',
};
