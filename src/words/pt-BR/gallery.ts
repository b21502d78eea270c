import type { Room } from '../words.ts';

export const gallery: Room<'gallery'> = {
  title: 'Imagens',
  favouritesTitle: 'Seus favoritos',
  results: '{results, plural, one {# resultado} other {# resultados}}',
  ofActor: 'de **{actor}**',
  byMember: 'por {member}',
  byModel: 'com **{model}**',
  thatModel: 'esse modelo',
  page: 'página {page, number} de {pages, number}',
  everythingOfYou:
    'Isto é tudo que foi criado deste ator, inclusive imagens privadas. O que você apagar some para todo mundo.',

  empty: 'Nenhuma imagem ainda. `/generate` cria a primeira.',
  noMatch: 'Não há imagens que combinem com isto: {filters}.',
  noMatchForYou: 'Não há imagens que você possa ver e que combinem com isto: {filters}.',
  noFavourites: 'Você não tem favoritos aqui. *Favoritar* embaixo de uma imagem a adiciona.',
  noFavouritesMatch: 'Você não tem favoritos aqui que combinem com isto: {filters}.',
  nothingToSave: 'Você não criou nenhuma imagem que ainda esteja aqui. `/generate` cria a primeira.',

  pictures: '{pictures, plural, one {# imagem} other {# imagens}}',
  private: 'privada',
  details: 'Detalhes',
  favourite: 'Favoritar',
  noFavourite: 'Tirar dos favoritos',
  delete: 'Apagar',
  newer: 'Mais recentes',
  older: 'Mais antigas',
  small: 'Imagens pequenas',
  large: 'Imagens grandes',
  save: 'Salvar minhas imagens…',

  favouriteNow:
    'Agora está nos seus favoritos. `/gallery favourites:True` mostra todos; mais ninguém pode ver.',
  favouriteNoLonger: 'Não está mais nos seus favoritos.',
  noActorOfYou: 'Nenhum ator com esse nome mostra você.',
  giveIdOrImage:
    'Informe o `id` de uma imagem para vê-la, ou anexe uma em `image` para perguntar se fui eu que criei.',
};
