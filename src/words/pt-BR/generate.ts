import type { Room } from '../words.ts';

export const generate: Room<'generate'> = {
  reroll: 'Refazer',
  variations: 'Variações',
  change: 'Mudar…',
  editPrompt: 'Editar prompt',
  improve: 'Melhorar',
  details: 'Detalhes',
  favourite: 'Favoritar',
  delete: 'Apagar',
  cancel: 'Cancelar',
  noThanks: 'Não, valeu',
  castPhotos: '{names} das fotos',
  castTrained: '{names} com o modelo v{version}',
  style: 'estilo {style}',
  seed: 'seed {seed}',
  seedsFrom: 'a partir da seed {seed}',
  seeds: 'seeds {seeds}',
  steps: '{steps, plural, one {# passo} other {# passos}}',
  guidance: 'guidance {guidance, number}',
  fromCache: 'Do cache: grátis',
  tokens: '{tokens, plural, one {# token} other {# tokens}} do orçamento de hoje',
  forMember: 'para {member}',

  cutOff:
    'Este modelo lê {most, plural, one {# token} other {# tokens}} de um prompt; o seu tem {tokens, number}. O fim foi cortado.',
  standIn: 'O modelo de {actor} vem de um treinador de simulação: nada foi aprendido de verdade.',
  fromBrought: 'Criada a partir de uma imagem que {member} me deu.',
  changedCopy: 'Uma cópia alterada de uma imagem anterior, que fica como estava.',
  drawn: 'Criada como desenho, porque a pessoa retratada não quer imagens realistas.',
  variationsOf: 'Variações de uma imagem anterior.',
  variationsFromWords:
    'Nenhum modelo que parte de uma imagem está disponível agora, então estas vêm das mesmas palavras.',
  isActor: '**{name}** é um ator aqui. Para ter essa pessoa na imagem, escolha o nome em `actor`.',
  unkept:
    'Não consegui guardar isto: meu disco está cheio. Salve a imagem agora; os botões dela não vão funcionar.',
  missing: '{images, plural, one {Falta uma imagem: {why}} other {Faltam # imagens: {why}}}',
  missingHere: '{images, plural, one {Falta uma imagem.} other {Faltam # imagens.}} Só {member} vê o motivo.',
  privateReady: 'Suas imagens privadas estão prontas.',
  showMe: 'Mostrar para mim',
  elsewhere: 'As imagens estão em {channel}: {link}',
  notTaken:
    'Suas imagens estão prontas e guardadas, mas o Discord não as aceitou aqui. `/show id:{id}` mostra.',

  alt: 'Imagem criada a partir do prompt: {prompt}',
  altOf: 'Imagem de {names} criada a partir do prompt: {prompt}',
  altNth: 'Imagem {n, number} de {images, number} criada a partir do prompt: {prompt}',
  altNthOf: 'Imagem {n, number} de {images, number} de {names}, criada a partir do prompt: {prompt}',

  likeness: '**Semelhança** {figures} (minha própria medida; {needed} ou mais quer dizer a mesma pessoa)',
  notMeasured: 'não medida',
  noFace: 'sem rosto',
  twiceThis: 'Esta imagem parece mostrar uma das duas pessoas duas vezes.',
  twiceNth: 'A imagem {n, number} parece mostrar uma das duas pessoas duas vezes.',
  nobodyThis: 'Esta imagem não mostra nenhum rosto que possa ser de {actor}.',
  nobodyNth: 'A imagem {n, number} não mostra nenhum rosto que possa ser de {actor}.',
  otherThis: 'Esta imagem mostra outra pessoa, não {actor}: semelhança {likeness} (precisa de {needed}).',
  otherNth:
    'A imagem {n, number} mostra outra pessoa, não {actor}: semelhança {likeness} (precisa de {needed}).',
  lookAlike: 'As duas pessoas se parecem nas fotos, então não sei dizer quem é quem.',
  rerollCosts:
    'Não refaço imagens por conta própria. {images, plural, one {Refazer cria ela de novo} other {Refazer cria todas as # de novo}} e custa {tokens, plural, one {# token} other {# tokens}} do orçamento de hoje.',

  settings: 'Configurações',
  promptSent: '**Prompt como enviado** {prompt}',
  negative: '**Negativo** {prompt}',
  model: '**Modelo** {repo} em {revision}',
  styleUsed: '**Estilo** {style}',
  actor: '**Ator** {actor}',
  lora: '**LoRA** {repo} em {revision}, força {strength, number}',
  startsFrom: '**Parte de uma imagem**, força {strength, number}',
  looksAtPicture: '**Trabalha a partir** da imagem que está sendo mudada',
  looksAtPhotos: '**Trabalha a partir** de {photos, plural, one {uma foto} other {# fotos}}',
  seedUsed: '**Seed** {seeds}',
  stepsUsed: '**Passos** {steps, number}',
  guidanceUsed: '**Guidance** {guidance, number}',
  size: '**Tamanho** {size}',
  madeBy: '**Criada** em {time} por {member}',
  fileSays: 'Imagem {id}. As mesmas configurações estão no próprio arquivo, como texto PNG.',

  tooSexual: 'Não mostrada aqui: só em canais com restrição de idade, onde os admins permitirem.',
  looksYoung:
    'Não mostrada, porque alguém nela parece ter menos de 18 anos. É uma estimativa e pode estar errada.',
  againstLimits: 'Não mostrada: a pessoa nela não quer mais imagens assim.',
  unchecked:
    'Não mostrada, porque a verificação de segurança falhou agora há pouco. Tente de novo em alguns minutos.',
  pictureGone: 'A imagem não está mais guardada.',

  deleteTitle: '{images, plural, one {Apagar esta imagem?} other {Apagar estas # imagens?}}',
  deleteWhat:
    '{images, plural, one {Ela some da galeria, e a mensagem que a mostra é apagada.} other {Elas somem da galeria, e a mensagem que as mostra é apagada.}} Não dá para desfazer.',
  deleteNow: 'Apagar de vez',
  keep: 'Manter',
  deleted: 'Apagado.',
  notDeleted: 'Nada foi apagado.',
  showImage: 'Mostrar a imagem',
  goneHere:
    '{images, plural, one {{member}, uma imagem que você criou foi apagada.} other {{member}, imagens que você criou foram apagadas.}}',
  gone: '{images, plural, one {Uma imagem de {names} que você criou foi apagada: quem aparece decide o que fica.} other {# imagens de {names} que você criou foram apagadas: quem aparece decide o que fica.}} Você não precisa fazer nada.',

  promptField: 'Prompt',
  editTitle: 'Editar o prompt',
  makeOfMessageTitle: 'Criar uma imagem disto',
  generateTitle: 'Imagens de {actor}',
  changeTitle: 'Mudar uma imagem com palavras',
  changeField: 'O que deve mudar?',
  changeExample: 'Deixe de noite, com neve nos telhados',
  whichImage: 'Qual imagem?',
  imageNth: 'Imagem {n, number}',
  variationsTitle: 'Quatro variações',
  howDifferent: 'Quão diferentes devem ser?',
  aLittle: 'Um pouco',
  clearly: 'Visivelmente',
  aLot: 'Muito',
  noStart:
    'Nenhum modelo que parte de uma imagem está disponível agora, então estas vêm das mesmas palavras, com seeds novas.',
  madeByFirst: 'Criada pelo primeiro modelo que parte de uma imagem.',
  madeByModel: 'Criada com **{model}**.',
  madeByOther: 'Criada com **{model}**, não com **{before}**.',
  whatStays:
    'O prompt, o prompt negativo e o formato ficam. Passos e guidance são os desse modelo, e as seeds são novas.',
  trainedUnused: 'A semelhança vem da imagem; a versão treinada não é usada.',

  improveTitle: 'Que tal assim?',
  youWrote: 'Você escreveu: {prompt}',
  makeIt: 'Criar',
  editFirst: 'Editar antes',
  improvedBy:
    'Um modelo de chat escreveu isto, sem ver a imagem nem o nome de nenhum ator. Guardo por um dia.',

  costs: 'Isto custa cerca de {dollars}',
  costsOne: 'Uma imagem com **{model}**. Nada foi criado nem pago ainda.',
  costsEach:
    '{images, plural, one {# imagem} other {# imagens}} com **{model}**, cerca de {dollars} cada. Nada foi criado nem pago ainda.',
  pay: '{images, plural, one {Criar por {dollars}} other {Criar todas por {dollars}}}',
  whyAsked:
    'Os admins deste servidor querem que eu pergunte antes. É uma estimativa, não uma conta. Espero um dia pela sua resposta.',
  costsUnsaid:
    'As imagens que você pediu custam o bastante para eu ter que perguntar antes, e não consegui falar com você. Peça de novo para ver o preço.',
  notPaid: 'OK, nada foi criado nem pago.',
  agreedChannel: 'As imagens vão aparecer em {channel} quando estiverem prontas.',
  agreedPrivate: 'Envio as imagens aqui quando estiverem prontas.',

  inIt: 'Nela: {names}.',
  firstOf: 'Esta é a primeira das {pictures, number} imagens dessa mensagem.',
  agreedTitle: 'Essas pessoas concordaram?',
  strangers:
    '{people, plural, one {Tem alguém nesta imagem que não é ator aqui.} other {Tem # pessoas nesta imagem que não são atores aqui.}} Me diga como concordaram, e eu posso usar a imagem.',
  theyAgreed: 'Concordaram…',
  statementKept:
    'O que você escrever fica guardado com a imagem. Não sei diferenciar um rosto desenhado da foto de alguém.',
  canStart: 'Posso partir desta imagem',
  tellWhat: 'Me diga o que mudar.',
  onlyYou:
    '{days, plural, one {Só você pode usá-la, neste servidor, por # dia.} other {Só você pode usá-la, neste servidor, por # dias.}}',
  agreedForm: 'Concordaram',
  howAgreed: 'Como e quando concordaram',
  changePicture: 'Mudar uma imagem com palavras',
  noPicture: 'Essa mensagem não tem nenhuma imagem que eu possa usar.',
  noText: 'Essa mensagem não tem texto do qual criar uma imagem.',
  notMine: 'Essa mensagem não mostra nenhuma imagem minha. Escolha uma que eu tenha postado.',

  making: '{images, plural, one {Criando sua imagem…} other {Criando suas # imagens…}}',
  warmingUp: 'O modelo está aquecendo: faltam cerca de {seconds, number} s.',
  askedToWait: 'O Hugging Face pede que eu espere {seconds, number} s.',
  doneOf: '{done, number} de {images, number}',
  next: 'A próxima da fila.',
  nextIn: 'A próxima da fila; começa em cerca de {seconds, number} s.',
  ahead: 'Na fila, {images, plural, one {# imagem} other {# imagens}} na frente.',
  aheadIn:
    'Na fila, {images, plural, one {# imagem} other {# imagens}} na frente; começa em cerca de {seconds, number} s.',
  cancelled: 'Cancelado. O que ainda não começou não vai ser criado.',

  fromPhotosOption: '{name} (das fotos)',
  fromPhotos: 'das fotos',
  trainedModel: 'o modelo treinado',
  unavailable: 'indisponível agora',

  upscale: 'Ampliar',
  fixFace: 'Corrigir rosto',
  upscaledCopy: 'Uma cópia maior de uma imagem anterior, que fica como estava.',
  fixedCopy: 'Uma cópia de uma imagem anterior com os rostos corrigidos. A anterior fica como estava.',
  upscaleTitle: 'Ampliar esta imagem?',
  fixFaceTitle: 'Corrigir o rosto nesta imagem?',
  upscaleWhat: '**{model}** a redesenha em {size}. Pequenos detalhes podem mudar.',
  fixFaceWhat: '**{model}** corrige os rostos em {size}. Confira se ainda é a mesma pessoa.',
  touchUpCosts:
    'Custa {tokens, plural, one {# token} other {# tokens}} do orçamento de hoje, cerca de {dollars}.',
  touchUpTokens: 'Custa {tokens, plural, one {# token} other {# tokens}} do orçamento de hoje.',
  touchUpAsks: 'Pergunto antes à pessoa retratada: {names}.',
  touchUpNth: 'Imagem {n, number}',
  touchUpCopy: 'Você recebe uma cópia. A imagem em si fica como está.',
  deleteHere: 'Apagar esta imagem?',
  deleteHereWords: 'Ela some da galeria e desta mensagem. Não dá para desfazer.',
  deleteHereSure: 'Apagar mesmo?',
  actorsInServers:
    'Atores pertencem aos servidores deles. Peça lá imagens deles; aqui crio imagens a partir de palavras.',
};
