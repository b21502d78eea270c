import type { Room } from '../words.ts';

export const approvals: Room<'approvals'> = {
  title: 'Posso criar {images, plural, one {uma imagem} other {# imagens}} de {actors}?',
  titleTogether:
    'Posso criar {images, plural, one {uma imagem} other {# imagens}} de {actors}, junto com {others}?',
  askedIn: '{member} pede, em {channel}:',
  askedInServer: '{member} pede, em {server}, {channel}:',
  pack: '{name}, uma imagem de cada:',
  style: '**Estilo** {style}: {words}',
  keptOut: '**Fica de fora** {words}',
  changesShown: 'muda a imagem acima',
  changesHidden: 'muda uma imagem que não posso mostrar aqui',
  variesShown: 'varia a imagem acima',
  variesHidden: 'varia uma imagem que não posso mostrar aqui',
  trained: 'com o modelo treinado',
  photos: 'a partir das fotos',
  portrait: 'retrato',
  landscape: 'paisagem',
  private: 'só esse membro e você veem',
  public: 'postado no canal para todo mundo lá',
  startAlt: 'A imagem de que o pedido parte',
  once: 'Você aprova exatamente isto, uma vez. Sem resposta, o pedido expira {time} e nada é criado.',
  approve: 'Aprovar',
  decline: 'Recusar',
  declineAndBlock: 'Recusar e bloquear',

  hint: '{person}, posso criar {images, plural, one {uma imagem} other {# imagens}} de {actors}?',
  hintFrom: 'Quem pede é {member}. O pedido expira {time}.',
  hintPrivate: 'Um membro pede. O pedido expira {time}.',
  look: 'Ver o pedido e responder',

  declined:
    'Você recusou, então não vou criar nada de {actors}. O membro só fica sabendo que não foi aprovado.',
  declinedHow: '`/actor share` muda quem pode pedir.',
  blocked:
    '{member} não pode mais pedir nada a você, em nenhum servidor. Os outros pedidos desse membro que esperavam por você também foram recusados.',
  blockedHow: 'Mude isso aqui ou com `/privacy requests`.',
  approved:
    'Você aprovou {images, plural, one {uma imagem} other {# imagens}} de {actors}. Já estou criando.',
  approvedWaiting:
    'Você aprovou {images, plural, one {uma imagem} other {# imagens}} de {actors}. Ainda falta a resposta de {others}.',
  settled: 'Este pedido já foi respondido.',
  over: 'Este pedido acabou. Não há mais nada para responder.',

  notDeclined: 'Seu pedido de imagens de {actors} não foi aprovado. Nada foi criado nem cobrado.',
  notExpired: 'Seu pedido de imagens de {actors} não foi aprovado em um dia. Nada foi criado nem cobrado.',
  notNarrowed:
    'Seu pedido de imagens de {actors} não é mais possível: mudou quem pode usar o ator. Nada foi criado nem cobrado.',
  notDeleted:
    'Seu pedido de imagens de {actors} não é mais possível: o ator foi apagado. Nada foi criado nem cobrado.',
  notUnreachable:
    'Não deu para repassar seu pedido de imagens de {actors}, porque a pessoa retratada não aceita mensagens diretas e não posso escrever nesse canal. Nada foi criado nem cobrado.',
  unnamedDeclined: 'Seu pedido de imagens não foi aprovado. Nada foi criado nem cobrado.',
  unnamedExpired: 'Seu pedido de imagens não foi aprovado em um dia. Nada foi criado nem cobrado.',
  unnamedNarrowed:
    'Seu pedido de imagens não é mais possível: mudou quem pode usar o ator. Nada foi criado nem cobrado.',
  unnamedDeleted:
    'Seu pedido de imagens não é mais possível: o ator foi apagado. Nada foi criado nem cobrado.',
  unnamedUnreachable:
    'Não deu para repassar seu pedido de imagens, porque a pessoa retratada não aceita mensagens diretas e não posso escrever nesse canal. Nada foi criado nem cobrado.',
  inChannelDeclined: '{member}, seu pedido de imagens não foi aprovado. Nada foi criado nem cobrado.',
  inChannelExpired:
    '{member}, seu pedido de imagens não foi aprovado em um dia. Nada foi criado nem cobrado.',
  inChannelNarrowed:
    '{member}, seu pedido de imagens não é mais possível: mudou quem pode usar o ator. Nada foi criado nem cobrado.',
  inChannelDeleted:
    '{member}, seu pedido de imagens não é mais possível: o ator foi apagado. Nada foi criado nem cobrado.',
  inChannelUnreachable:
    '{member}, não deu para repassar seu pedido de imagens, porque a pessoa retratada não aceita mensagens diretas e não posso escrever nesse canal. Nada foi criado nem cobrado.',

  onlyPerson: 'Só a pessoa retratada pode responder.',
  cannotAsk:
    'Você não pode pedir imagens de **{actor}** agora, então nada foi repassado, criado nem cobrado.',
  tooManyOfYours:
    'Você já tem {requests, plural, one {# pedido} other {# pedidos}} esperando resposta. Peça de novo quando um deles for respondido, ou depois de um dia.',
  tooManyOfTheirs:
    '**{actor}** já tem {requests, plural, one {# pedido} other {# pedidos}} esperando resposta. Tente de novo mais tarde.',
  already: 'Isto já foi aprovado. Crio em seguida e menciono você.',
  askedAgain: 'Você já pediu isto, e ainda falta a resposta de {people}: o pedido expira {time}.',
  asked:
    '{count, plural, one {{people} aprova} other {{people} aprovam}} cada imagem, então repassei seu pedido. Ele expira {time}.',
  askedNext: 'Quando for aprovado, crio as imagens e menciono você. Nada é cobrado antes disso.',

  enlargesShown: 'aumenta a imagem acima',
  enlargesHidden: 'aumenta uma imagem que não posso mostrar aqui',
  repairsShown: 'corrige os rostos da imagem acima',
  repairsHidden: 'corrige os rostos de uma imagem que não posso mostrar aqui',
};
