/** The entries of menus. Commands and options keep their English names, by which every sentence calls them. */
export const names = {
  'Make an image of this': 'Criar uma imagem disto',
  'Use as reference': 'Usar como referência',
  'Show settings': 'Ver as configurações',
  'Is this ours?': 'É nossa?',
  'Ask to cast': 'Convidar para o elenco',
};
