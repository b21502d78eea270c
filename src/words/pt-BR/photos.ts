import type { Room } from '../words.ts';

export const photos: Room<'photos'> = {
  good: 'boa',
  tooDarkShort: 'escura demais',
  tooDark: 'Está escura demais. Tire à luz do dia ou acenda uma luz.',
  tooDarkForFace: 'Não mostra um rosto claro: está escura demais. Tire à luz do dia.',
  tooBrightShort: 'clara demais',
  tooBright: 'Está estourada: o rosto não tem mais detalhe. Tire com menos luz.',
  tooBrightForFace: 'Não mostra um rosto claro: está estourada. Tire com menos luz.',
  flatShort: 'pouco contraste',
  flat: 'O rosto quase não tem contraste. Tire com uma luz melhor.',
  tooFlatForFace: 'Não mostra um rosto claro: quase não tem contraste.',
  noFaceShort: 'sem rosto',
  noFace: 'Não mostra nenhum rosto. Escolha uma com o rosto virado para a câmera, em pé e à vista.',
  faceSmallShort: 'rosto pequeno',
  faceSmall:
    'Mostra o rosto com só {pixels, number} pixels de largura; são necessários {needed, number}. Recorte ou chegue mais perto.',
  blurredShort: 'borrada',
  blurred: 'Está borrada. Segure firme, foque no rosto e tire de novo.',
  softShort: 'pouco nítida',
  soft: 'Está um pouco fora de foco. Uma mais nítida ensina mais.',
  cutOffShort: 'rosto cortado',
  cutOff: 'Corta o rosto na borda. Deixe um espaço em volta.',
  unseenShort: 'não verificada',
  unseen: 'Foi guardada antes de eu verificar fotos. Troque pela mesma foto para que ela seja verificada.',
  nudityShort: 'nudez',
  nudity: 'Parece mostrar nudez, então não foi guardada. Envie outra.',
  upsideDownShort: 'invertida',
  upsideDown: 'Está de cabeça para baixo. Vire e envie de novo.',
  sidewaysShort: 'de lado',
  sideways: 'Está de lado. Gire e envie de novo.',
  looksYoungShort: 'menor de idade?',
  looksYoung:
    'Pode mostrar alguém com menos de 18 anos. É uma estimativa e pode estar errada. Só adultos podem ser atores: use só se a pessoa tiver 18 anos ou mais.',
  severalFacesShort: '{faces, plural, one {# rosto} other {# rostos}}',
  severalFaces:
    'Mostra {faces, plural, one {# rosto} other {# rostos}}. Vale o que está na moldura; para ter certeza, recorte os outros.',
  perhapsOtherShort: 'mesma pessoa?',
  perhapsOther: 'Pode mostrar outra pessoa: o rosto não se parece muito com os outros. Confira.',
  otherPersonShort: 'outra pessoa',
  otherPerson: 'Não parece mostrar a mesma pessoa das outras fotos.',
  otherPersonPicked:
    'Mostra vários rostos, e o que escolhi não é o da pessoa das outras fotos. Recorte no rosto certo.',
  sameAsShort: 'igual à {photo, number}',
  twiceShort: 'repetida',
  sameAs: 'É a mesma imagem da foto {photo, number}.',
  sameAsFile: 'É a mesma imagem de outro arquivo.',
  nearlySameAs: 'É quase a mesma imagem da foto {photo, number}. Uma diferente ensina mais.',
  nearlySameAsFile: 'É quase a mesma imagem de outro arquivo. Uma diferente ensina mais.',
  sameShotAsShort: 'como a foto {photo, number}?',
  sameShotShort: 'mesma foto?',
  sameShotAs:
    'Parece o mesmo clique da foto {photo, number}, recortado, girado ou espelhado. Um diferente ensina mais.',
  sameShotAsFile:
    'Parece o mesmo clique de outro arquivo, recortado, girado ou espelhado. Um diferente ensina mais.',

  addMore:
    'Adicione mais {missing, plural, one {# foto} other {# fotos}}: são necessárias pelo menos {least, number}.',
  addMoreOrAccept:
    'Adicione mais {missing, plural, one {# foto} other {# fotos}}, ou aceite {acceptable, plural, one {a que tem avisos} other {as # que têm avisos}}: são necessárias pelo menos {least, number}.',
  allOneSession:
    'Todas parecem de uma mesma sessão. Adicione fotos de outros dias, com outra luz e outras roupas.',
  someOneSession:
    '{photos, number} de {all, number} parecem de uma mesma sessão. Adicione fotos de outros dias, com outra luz e outras roupas.',
  allClose: 'Todas são de perto. Adicione uma da cintura para cima e uma de corpo inteiro.',
  allFar: 'Todas são de longe. Adicione uma de perto do rosto.',
  allDark: 'Todas estão meio escuras. Adicione uma à luz do dia.',
  moreIsBetter: 'Oito a dez fotos dão mais semelhança do que cinco.',

  tooLarge: 'Tem mais de {megabytes, number} MB. Envie uma cópia menor.',
  notDownloaded: 'Não deu para baixar do Discord. Anexe de novo.',
  notDownloadedInTime: 'Não deu para baixar do Discord a tempo. Anexe de novo.',
  notReached:
    'Não foi verificada a tempo, porque as fotos antes dela demoraram demais. Envie de novo.',
  notChecked: 'Não deu para verificar agora. Envie de novo em um minuto.',
  notRead: 'Não deu para ler.',
  damaged: 'Está danificada ou incompleta. Envie de novo ou escolha outra.',
  noImage: 'Não é uma imagem, diga o nome o que disser. Envie uma foto JPEG, PNG, WebP ou AVIF.',
  heic: 'É uma foto HEIC, que não consigo ler. Envie como JPEG; no iPhone, em Ajustes → Câmera → Formatos, escolha Mais Compatível.',
  gif: 'É um GIF, que não consigo ler. Salve um quadro dele como JPEG ou PNG e envie esse.',
  tiff: 'É um TIFF ou o arquivo raw de uma câmera, que não consigo ler. Exporte como JPEG e envie esse.',
  bmp: 'É um bitmap BMP, que não consigo ler. Salve como JPEG ou PNG e envie esse.',
  jpegXl: 'É uma foto JPEG XL, que não consigo ler. Exporte como JPEG e envie essa.',
  svg: 'É um desenho (SVG), não uma foto. Envie um JPEG, PNG ou WebP.',
  video: 'É um vídeo, não uma foto. Pegue um quadro dele e envie como JPEG.',
  tooSmall:
    'Tem só {width} × {height} pixels. O lado menor precisa de pelo menos {least, number}.',
  tooManyPixels: 'Tem {width} × {height} pixels, mais do que consigo ler. Envie uma cópia menor, como JPEG.',
  tooMuchMemory:
    'Abrir {width} × {height} pixels do jeito que foi salva gasta memória demais. Salve como um JPEG comum ou envie uma cópia menor.',
  empty: 'Está quase vazia para os {width} × {height} pixels que tem. Envie uma foto.',
  packed:
    'Tem muito mais dados escondidos do que uma foto precisa. Salve de novo como JPEG e envie esse.',
  tooSlow: 'Demorou demais para abrir. Salve como um JPEG comum ou envie uma cópia menor.',
};
