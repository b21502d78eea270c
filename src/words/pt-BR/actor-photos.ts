import type { Room } from '../words.ts';

export const actorPhotos: Room<'actorPhotos'> = {
  enough: '{actor} tem fotos suficientes',
  notEnough: '{actor} precisa de mais fotos',
  usable:
    '{photos, plural, one {{usable, number} de # foto serve.} other {{usable, number} de # fotos servem.}}',
  usableAsTheyAre:
    '{photos, plural, one {{usable, number} de # foto serve como está.} other {{usable, number} de # fotos servem como estão.}}',
  fileRefused: '**{file}:** {why}',
  photo: '**Foto {number, number}:** {why}',
  photoAccepted: '**Foto {number, number}:** {why} (Aceita.)',
  good: '{count, plural, one {**Foto {photos}** está boa.} other {**Fotos {photos}** estão boas.}}',
  moreInPicture: 'e mais {count, number}, veja a imagem',
  none: 'Nenhuma foto sobrou.',
  wouldHelp: 'O que ajudaria',
  yourConsent: 'Seu consentimento',
  noMetadata: 'Guardadas sem metadados: sem lugar, hora nem câmera.',
  acceptWarnings: 'Aceitar com avisos',
  replace: 'Trocar a {number, number}',
  remove: 'Remover a {number, number}',

  alt: 'Folha de contato de {actor}: {good, number} boas, {warned, number} com avisos, {unusable, number} que não servem. {photos}.',
  altPhoto: '{number, number} {verdict}',
  altNotTaken: '{letter} não aceita, {why}',
  altGood: 'boa',
  altWarn: 'com um aviso',
  altBad: 'não serve',

  replaceTitle: 'Trocar a foto {number, number}',
  replaceField: 'Foto',
  replaceHow:
    'Entra no lugar da foto {number, number} depois de verificada. Um ator tem no máximo {most, number}.',
  addTitle: 'Adicionar fotos',
  addField: 'Fotos',
  addHow: 'Até mais {most, number} da mesma pessoa',
  checking: 'Verificando suas fotos…',
  progress: '{done, number} de {total, number}',

  noSuchPhoto:
    'Não existe a foto {number}: {actor} tem {photos, number}. Informe números como `2` ou `2, 5`.',
  alreadyGone: 'Essa foto já não existe mais. `/actor photos` mostra as atuais.',
  onlyPersonAdds: 'Agora só a pessoa retratada pode adicionar fotos.',
  onlyTheySee: 'Só o membro que cadastrou um ator e a pessoa retratada podem ver as fotos dele.',
  onlyPersonChanges: 'A pessoa retratada concordou com estas fotos, então agora só ela pode mudá-las.',
  onlyTheyChange: 'Só o membro que cadastrou um ator e a pessoa retratada podem mudar as fotos dele.',
  faceKnown:
    'Não foi adicionada: alguém neste servidor já está cadastrado com este rosto, e os admins não permitem um rosto duas vezes.',
  changedMeanwhile: 'Não foi adicionada: as fotos mudaram nesse meio-tempo. Veja `/actor show`.',
  tooMany: 'Não foi adicionada: um ator tem no máximo {most, number} fotos.',
};
