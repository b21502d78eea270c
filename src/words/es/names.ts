/** The entries of menus. Commands and options keep their English names, by which every sentence calls them. */
export const names = {
  'Make an image of this': 'Hacer una imagen de esto',
  'Use as reference': 'Usar como referencia',
  'Show settings': 'Ver los ajustes',
  'Is this ours?': '¿Es nuestra?',
  'Ask to cast': 'Pedir que sea un actor',
};
