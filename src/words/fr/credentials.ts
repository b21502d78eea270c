import type { Room } from '../words.ts';

export const credentials: Room<'credentials'> = {
  withheld:
    'Je n’ai pas pu signer cette image comme l’œuvre d’un modèle, donc je ne la montre pas. Elle est gardée : réessaie dans quelques minutes. Les personnes qui gèrent le bot voient pourquoi dans son journal.',
};
