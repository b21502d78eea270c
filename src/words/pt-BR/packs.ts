import type { Room } from '../words.ts';

export const packs: Room<'packs'> = {
  portraits: 'Retratos',
  seasons: 'Estações do ano',
  professions: 'Profissões',
  travel: 'Viagem',

  title: 'Pacotes com {actor}',
  hint: 'Um clique, uma imagem para cada cena. Digo o preço e o tempo antes.',
  images: '{images, plural, one {# imagem} other {# imagens}}',

  quoteTitle: '{pack} com {actor}',
  postedHere:
    '**{images, plural, one {# imagem} other {# imagens}}** com **{model}**, postadas aqui conforme chegam',
  onlyYou: '**{images, plural, one {# imagem} other {# imagens}}** com **{model}**, mostradas só a você',
  price: '**Preço** {price}',
  free: 'grátis, porque já tenho todas',
  tokens: '{tokens, plural, one {# token} other {# tokens}} do orçamento de hoje',
  dollarsAndTokens:
    'cerca de {dollars} e {tokens, plural, one {# token} other {# tokens}} do orçamento de hoje',
  time: '**Tempo** {time}',
  timeUnknown: 'ainda não sei dizer quanto vai levar',
  rightAway: 'na hora',
  seconds: 'cerca de {seconds, number} s',
  minutes: 'cerca de {minutes, number} min',
  impossible:
    '{out, plural, one {# das {scenes, number} cenas não é possível: {why}} other {# das {scenes, number} cenas não são possíveis: {why}}}',
  someFree:
    '{images, plural, one {# delas é grátis: já tenho essa.} other {# delas são grátis: já tenho essas.}}',
  enoughFor:
    '{images, plural, =0 {O orçamento de hoje não dá para nenhuma delas.} other {O orçamento de hoje dá para # delas.}}',
  asksFirst:
    'A pessoa retratada aprova cada pedido de {names}, então vou perguntar uma vez pelo pacote inteiro.',
  make: '{images, plural, one {Criar # imagem} other {Criar # imagens}}',
  makeFor: '{images, plural, one {Criar # imagem por {dollars}} other {Criar # imagens por {dollars}}}',
  postInstead: 'Postar aqui',
  onlyForMe: 'Só para mim',
  others: 'Outros pacotes',
  inEnglish: 'As cenas estão em inglês porque é o que os modelos entendem melhor.',
  estimate:
    'É uma estimativa, não uma conta. Você pode cancelar a qualquer momento: o que não começou não custa nada.',
  failed: 'Algo deu errado do meu lado.',
  unknown: 'Não tenho mais esse pacote. `/actor show` tem os outros.',

  cancelled:
    'Cancelado: {made, number} de {images, number} imagens criadas. O resto não foi criado e não custa nada.',
  allHere: 'Todas as {images, number} imagens estão aqui.',
  someHere: '{made, number} de {images, number} imagens criadas.',
  elsewhere: 'Elas estão em {channel}.',
  again: 'Mais uma rodada',
};
