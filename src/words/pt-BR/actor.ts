import type { Room } from '../words.ts';

export const actor: Room<'actor'> = {
  listTitle: 'Seu elenco',
  listEmptyTitle: 'Nenhum ator que você possa usar ainda',
  listEmpty:
    'Cadastre alguém com `/actor register`. São necessários um nome, de 5 a 10 fotos e o consentimento da pessoa que aparece nelas.',
  listed: '**{actor}** · {photos, plural, one {# foto} other {# fotos}}',

  needsMore:
    'Precisa de mais {missing, plural, one {# foto que sirva} other {# fotos que sirvam}} antes do treino (são necessárias pelo menos {least, number}).',
  needsMoreOrAccept:
    'Precisa de mais {missing, plural, one {# foto que sirva} other {# fotos que sirvam}} antes do treino: adicione algumas ou aceite as que têm avisos (`/actor photos`).',
  waitsForFace: 'Esperando um admin, porque o rosto já está cadastrado neste servidor.',
  waitsForConsent: 'Esperando o consentimento de {person}.',
  waitsForAdmin: 'Esperando um admin, porque a pessoa retratada não está neste servidor.',
  trained: 'Treino feito: versão {version, number}. Tudo pronto para `/generate`.',
  ready:
    'Tudo pronto para `/generate`, a partir das fotos. `/train start` treina um modelo para mais semelhança.',

  agree: 'Estas fotos mostram a mim, e eu concordo',
  addPhotos: 'Adicionar fotos',
  generate: 'Criar imagens',
  train: 'Iniciar treino',
  trainAgain: 'Treinar de novo',
  packs: 'Pacote…',
  history: 'Histórico',

  shows: '**Mostra** {person} · **cadastro feito por** {member} {time}',
  showsOutsider: '**Mostra** alguém de fora deste servidor · **cadastro feito por** {member} {time}',
  canUse: '**Quem pode usar** {who}',
  everyone: 'todo mundo neste servidor',
  askPerson: 'todo mundo neste servidor, e a pessoa retratada aprova cada pedido',
  askOwner: 'todo mundo neste servidor, e {member} aprova cada pedido',
  onlyPerson: 'só a pessoa retratada',
  onlyOwner: 'só {member}',
  personAndMembers: 'a pessoa retratada e {members}',
  limits: '**Limites para imagens** {limits}',
  consentGiven: '**Consentimento** dado por {member} em {time}, texto {version, number}',
  consentApproved: '**Consentimento** aprovado por {member} em {time}, texto {version, number}',
  consentMissing: '**Consentimento** ainda não dado',
  statement: '**Declaração** {words}',
  photos: '**Fotos** {photos, number}',
  version: '**Versão** {version, number}, treinada {time} em `{base}`, {steps, number} passos',
  versionStandIn:
    '**Versão** {version, number}, treinada {time} em `{base}`, {steps, number} passos (por um treinador de simulação: nada foi treinado de verdade)',
  versionsUnused:
    '**Versão** nenhuma em uso, {versions, plural, one {# guardada} other {# guardadas}}: `/actor versions` compara',
  versionNone: '**Versão** nenhuma ainda',
  yourConsent: 'Seu consentimento',
  samplesLikeness: '**Semelhança das amostras** {likeness}',
  samplesNotMeasured: '**Semelhança das amostras** não medida',
  photoAlt: 'Foto {number, number} de {actor}',
  sampleAlt: 'Amostra {number, number} de {actor}',

  imagesLikeness: '**Semelhança das imagens**, pela minha própria medida',
  likenessPhotos: 'das fotos, {model}',
  likenessTrained: 'modelo v{version, number}, {model}',
  likenessEarlier: 'de uma imagem anterior, {model}',
  likenessIn: '{way}: **{likeness}** em {images, plural, one {# imagem} other {# imagens}}',
  likenessNoFace: '{way}: nenhum rosto em {images, plural, one {# imagem} other {# imagens}}',
  ofSomebodyElse: '{images, number} de outra pessoa',
  withoutFace: '{images, number} sem rosto',

  fromEndpoint: '**Com o modelo treinado** pelo endpoint próprio do bot.',
  fromProvider: '**Com o modelo treinado** via {provider}.',
  fromProviderLink:
    '**Com o modelo treinado** via {provider}, que recebe o modelo privado por um link que expira.',
  fromAfterConsent:
    '**Com o modelo treinado** via {providers}, quando a pessoa retratada concordar que o modelo seja enviado para lá.',
  fromNowhere: '**Com o modelo treinado** não é possível agora.',
  fromNowhereYet:
    '**Com o modelo treinado** não é possível agora: nenhum serviço de imagens carrega modelos treinados nesta base.',
  refusal: '{provider} recusou {time}: {why}',
  refusalUnexplained: '{provider} recusou {time}: não disse por quê',
  photosNotYet:
    '**Das fotos** ainda não: a pessoa retratada concordou com um texto anterior que não fala em enviar fotos.',
  photosAtOnce:
    '**Das fotos** na hora, com **{model}**: {photos, plural, one {uma foto é enviada} other {as # melhores fotos são enviadas}} com cada pedido; {costs}',

  sharedEveryone: 'Agora todo mundo neste servidor pode usar **{actor}**.',
  sharedAskPerson:
    'Agora todo mundo neste servidor pode pedir imagens de **{actor}**, e a pessoa retratada aprova cada pedido.',
  sharedAskOwner:
    'Agora todo mundo neste servidor pode pedir imagens de **{actor}**, e {member} aprova cada pedido.',
  sharedOnlyPerson: 'Agora só a pessoa retratada pode usar **{actor}**.',
  sharedOnlyOwner: 'Agora só {member} pode usar **{actor}**.',
  sharedPersonAndMembers: 'Agora a pessoa retratada e {members} podem usar **{actor}**.',
  sharedMembers: 'Agora podem usar **{actor}**: {members}.',
  sharedAtOnce: 'Isso vale também para o que está na fila.',

  formTitle: 'Escalar um ator',
  formName: 'Nome',
  formPhotos: 'Fotos',
  formPhotosHow: '5 a 10 de uma pessoa: nítidas, com boa luz, de dias diferentes. JPEG, PNG, WebP ou AVIF.',
  formAbout: 'Sobre (opcional)',
  formConsent: 'Seu consentimento',
  formStatement: 'Como e quando a pessoa concordou',

  botIsNoActor: 'Um bot não pode ser ator. Escolha um membro.',
  botInPhotos: 'Um bot não pode ser ator. Escolha o membro que aparece nas fotos.',
  botIsNoUser: 'Um bot não pode usar um ator. Escolha um membro.',
  eitherMemberOrOutsider:
    'Escolha o membro que aparece nas fotos ou diga como alguém de fora concordou, não os dois.',
  onlyTheyDelete: 'Só o membro que cadastrou um ator, a pessoa retratada ou um admin pode apagá-lo.',
  oldButton: 'Este botão não funciona mais.',
  fromWorker:
    '**Com o modelo treinado** por um computador deste servidor, que o recebe por um link que expira.',
};
