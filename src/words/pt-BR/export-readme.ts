import type { Room } from '../words.ts';

export const exportReadme: Room<'exportReadme'> = {
  title: 'O que este bot guarda sobre você, em {date}.',
  part: 'Parte {part, number} de {parts, number}. As partes são arquivos zip independentes; a parte 1 tem os registros.',
  actors:
    'atores que mostram você ou que você cadastrou, com as medidas das fotos, seus dados de rosto, textos de consentimento e quando foram aceitos, limites, versões treinadas',
  chosenFor: 'atores de outros que você pode usar',
  images: 'imagens que você criou, e imagens que outros criaram de você, com todas as configurações',
  favourites: 'imagens que você marcou como favoritas, suas ou de outros',
  given: 'imagens que você deu como ponto de partida, e como as pessoas nelas concordaram, se você disse',
  trainings: 'treinos que você iniciou, e treinos desses atores',
  budget: 'tokens que você usou, por dia (UTC)',
  trainingsThisWeek: 'quando você iniciou treinos nos últimos 7 dias',
  language: 'o idioma em que escrevo para você, se não for inglês',
  rules: 'limites e bloqueios que admins de servidores definiram para você',
  changed: 'configurações de servidores que você mudou como admin',
  failed: 'pedidos seus que falharam; o que você pediu não fica guardado',
  stopped: 'pedidos seus que as regras de segurança barraram; o que você pediu não fica guardado',
  history:
    'o que foi feito em relação a pessoas e cita você: quem cadastrou, concordou, compartilhou, apagou e assim por diante',
  approvals: 'pedidos de imagens que esperam uma aprovação: os seus e os sobre você',
  digests: 'resumos de imagens suas que mandei a você: o que eles listam e onde estão',
  requests: 'se outros podem pedir para escalar você, e quantos membros você bloqueou para não pedirem',
  photoFiles: 'as fotos desses atores, como estão guardadas (JPEG)',
  sampleFiles: 'imagens de amostra dos treinos deles (JPEG)',
  givenFiles: 'as imagens que você deu (JPEG)',
  imageFiles: 'as imagens (PNG); as configurações também estão em cada arquivo',
  ruledOut:
    'Fora desta parte: {images, plural, one {# imagem. Outra pessoa nela não quer mais imagens assim.} other {# imagens. Outra pessoa nelas não quer mais imagens assim.}}',
  unchecked:
    'Fora desta parte: {images, plural, one {# imagem que não pôde ser verificada agora. Exporte de novo mais tarde para tê-la.} other {# imagens que não puderam ser verificadas agora. Exporte de novo mais tarde para tê-las.}}',
  delete: 'Para apagar tudo: /privacy delete',

  imagesTitle: 'As imagens que você criou, em {date}.',
  imagesPart:
    'Parte {part, number} de {parts, number}. Cada arquivo tem as configurações dele, e Content Credentials que dizem que um modelo o criou.',
  everything: 'Uma cópia de tudo que este bot guarda sobre você: /privacy export',

  albums: 'seus álbuns: quais imagens estão neles, e onde você os mostrou',
};
