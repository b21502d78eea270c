import type { Room } from '../words.ts';

export const albums: Room<'albums'> = {
  add: 'Adicionar a um álbum…',
  addTitle: 'Adicionar imagens a um álbum',
  which: 'Quais imagens',
  whichAlbum: 'Qual álbum',
  newAlbum: 'Um álbum novo',
  newName: 'Nome de um álbum novo',
  chooseOrName: 'Escolha um dos seus álbuns ou dê nome a um novo.',
  list: 'Álbuns',
  yours: 'Seus álbuns aqui',
  none: 'Você não tem álbuns neste servidor. *Adicionar a um álbum…* na `/gallery` começa um.',
  onlyYou: 'Só você vê seus álbuns, até mostrar um em um canal.',
  images: '{images, plural, =0 {nenhuma imagem} one {# imagem} other {# imagens}}',
  page: 'página {page, number} de {pages, number}',
  emptyAlbum: 'Não há nada nele agora. *Adicionar a um álbum…* na `/gallery` põe imagens nele.',
  show: 'Mostrar aqui',
  showPage: 'Mostrar esta página aqui',
  takeOut: 'Tirar imagens…',
  takeOutTitle: 'Tirar imagens de um álbum',
  remove: 'Apagar álbum',
  removeSure:
    'Apagar o álbum **{album}**? As mensagens que o mostram vão junto. As imagens ficam na sua galeria.',
  removeNow: 'Apagar',
  keep: 'Manter',
  all: 'Todos os álbuns',
  newer: 'Voltar',
  older: 'Avançar',
  added:
    '{images, plural, =0 {Todas já estavam nele.} one {# imagem adicionada.} other {# imagens adicionadas.}}',
  takenOut: 'Tiradas, também das mensagens que mostram o álbum.',
  removed: 'O álbum **{album}** foi apagado, com as mensagens que o mostravam.',
  showing: '{images, plural, one {Estou postando # imagem aqui.} other {Estou postando # imagens aqui.}}',
  leftOutElsewhere:
    '{images, plural, one {# não aparece: outra pessoa a criou em outro canal ou em particular.} other {# não aparecem: outras pessoas as criaram em outro canal ou em particular.}}',
  leftOutNotAgreed:
    '{images, plural, one {# não aparece: a pessoa nela não concordou com isso.} other {# não aparecem: as pessoas nelas não concordaram com isso.}}',
  leftOutWithheld:
    '{images, plural, one {# não aparece: não pode ser mostrada neste canal, ou a pessoa nela excluiu isso.} other {# não aparecem: não podem ser mostradas neste canal, ou as pessoas nelas excluíram isso.}}',
  by: 'Um álbum de {member}',
  takeDown: 'Tirar do canal',
  takenDown: 'Já estou tirando.',
  notPosted: 'Não consegui mostrar seu álbum **{album}** em {channel}: não posso escrever lá.',
  gone: 'Não tenho mais esse álbum.',
  empty: 'Não há nada neste álbum para mostrar.',
  full: 'Cabem {most, number} imagens em um álbum. Comece outro ou tire algumas antes.',
  tooMany: 'Você tem {most, number} álbuns aqui, e é o máximo. Apague um antes.',
  tooManyMessages: 'Este álbum já está em {most, number} mensagens. Tire uma do canal antes.',
  nameLength: 'O nome de um álbum tem de 1 a {most, number} caracteres.',
  madeElsewhere:
    'Não posso mostrar estas aqui: outra pessoa as criou em outro canal ou em particular. Cada membro pode mostrar as próprias imagens.',
  notAgreed: 'Não posso mostrar estas aqui: as pessoas nelas não concordaram em aparecer em outro canal.',
  withheld: 'Não posso mostrar estas aqui: este canal não permite, ou as pessoas nelas excluíram isso.',
  notYours:
    'Só o membro que mostrou isto, quem criou as imagens ou aparece nelas, e os admins podem tirar do canal.',
};
