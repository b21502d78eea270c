/** The entries of menus. Commands and options keep their English names, by which every sentence calls them. */
export const names = {
  'Make an image of this': 'Ein Bild hiervon machen',
  'Use as reference': 'Als Vorlage nehmen',
  'Show settings': 'Einstellungen zeigen',
  'Is this ours?': 'Ist das von uns?',
  'Ask to cast': 'Als Actor anfragen',
};
