/** The entries of menus. Commands and options keep their English names, by which every sentence calls them. */
export const names = {
  'Make an image of this': 'En faire une image',
  'Use as reference': 'Utiliser comme référence',
  'Show settings': 'Voir les réglages',
  'Is this ours?': 'C’est de nous ?',
  'Ask to cast': 'Proposer comme acteur',
};
