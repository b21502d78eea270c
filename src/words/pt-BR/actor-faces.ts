import type { Room } from '../words.ts';

export const actorFaces: Room<'actorFaces'> = {
  samePerson:
    '{count, plural, one {{actors} mostra a mesma pessoa.} other {{actors} mostram a mesma pessoa.}} Dois visuais de uma pessoa, tudo bem.',
  sameAs: 'O rosto é o mesmo de {actors}. Os admins já sabem.',
  maybeSameAs: 'O rosto pode ser o de {actors}. Os admins já sabem.',
  somebody: 'Alguém neste servidor já está cadastrado com este rosto. Os admins já sabem.',
  maybeSomebody: 'Talvez alguém neste servidor já esteja cadastrado com este rosto. Os admins já sabem.',

  title: 'O mesmo rosto foi cadastrado de novo',
  registered: '{member} cadastrou **{actor}**, que mostra {person}.',
  registeredOutsider: '{member} cadastrou **{actor}**, que mostra alguém de fora deste servidor.',
  wasDeleted: 'O rosto era o de um ator que foi apagado.',
  cannotTellSays: 'Não sei diferenciar o rosto do de **{actor}**, que mostra {person}, segundo {member}.',
  cannotTellAgreed:
    'Não sei diferenciar o rosto do de **{actor}**, que mostra {person}, como a própria pessoa confirmou.',
  cannotTellOutsider:
    'Não sei diferenciar o rosto do de **{actor}**, que mostra alguém de fora deste servidor, segundo {member}.',
  maybe: 'O rosto pode ser o de **{actor}**, que mostra {person}, segundo {member}.',
  maybeAgreed: 'O rosto pode ser o de **{actor}**, que mostra {person}, como a própria pessoa confirmou.',
  maybeOutsider:
    'O rosto pode ser o de **{actor}**, que mostra alguém de fora deste servidor, segundo {member}.',
  sameMember: 'É o mesmo membro: um segundo visual de uma pessoa.',
  waits: 'Não pode ser usado até que um admin permita.',
  nothingHappens: 'Nada acontece sozinho; `/settings consent` muda isso para a próxima vez.',
  askBoth: 'Não sei diferenciar gêmeos e sósias: pergunte às duas pessoas antes de decidir.',
  deleteInServer: '`/actor delete` no servidor apaga.',
  allow: 'Permitir',
  allowActor: 'Permitir {actor}',
  delete: 'Apagar…',
  forAdmins: 'Para admins. `/settings channels` decide para onde vão avisos como este.',
  refusedTitle: 'Um rosto já cadastrado foi recusado',
  refused:
    '{member} enviou fotos para **{actor}**. O rosto é o de {actors}, então as fotos foram recusadas e não foram guardadas.',
  refusedDeleted:
    '{member} enviou fotos para **{actor}**. O rosto é o de um ator que foi apagado, então as fotos foram recusadas e não foram guardadas.',
  refusedForAdmins:
    'Para admins. `/settings consent` decide o que acontece quando um rosto é cadastrado de novo.',
  allowed: '{admin} permitiu **{actor}**, com cadastro feito por {member}.',
  waiting: '**Esperando um admin, porque o rosto já está cadastrado** ({count, number})',
  waitingActor: '**{actor}**, cadastro de {member}',

  yoursTitle: 'Seu rosto foi cadastrado de novo',
  yoursMaybeTitle: 'Seu rosto pode ter sido cadastrado de novo',
  yours:
    'No servidor em que **{actor}** tem cadastro, alguém cadastrou um ator cujo rosto não sei diferenciar do seu.',
  yoursMaybe:
    'No servidor em que **{actor}** tem cadastro, alguém cadastrou um ator que se parece muito com você.',
  adminsTold: 'Já avisei os admins, que podem apagar.',
  yoursNext:
    'Se você não quer isso, escreva a um admin desse servidor: eles sabem quem cadastrou e podem apagar. Não sei diferenciar gêmeos e sósias. Seu próprio ator fica como está, e `/actor share` continua decidindo quem pode usá-lo.',

  wasAllowed: 'O uso de **{actor}** foi liberado. `/actor show` diz o que vem a seguir.',
  wasAllowedUnnamed:
    '{member}, o ator que esperava por um admin foi liberado. `/actor show` diz o que vem a seguir.',
  notAllowed:
    'O uso de **{actor}** não foi liberado em uma semana, então o cadastro não foi feito e as fotos foram apagadas.',
  notAllowedUnnamed:
    '{member}, o ator que esperava por um admin não foi liberado em uma semana, então o cadastro não foi feito e as fotos foram apagadas.',

  onlyAdminAllows: 'Só um admin do servidor pode permitir isso.',
};
