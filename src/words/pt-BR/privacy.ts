import type { Room } from '../words.ts';

export const privacy: Room<'privacy'> = {
  countActors:
    '{count, plural, one {# ator, com o registro de consentimento dele} other {# atores, com os registros de consentimento deles}}',
  countPhotos: '{count, plural, one {# foto} other {# fotos}}',
  countFaces: '{count, plural, one {# conjunto de medidas do rosto} other {# conjuntos de medidas do rosto}}',
  countImages: '{count, plural, one {# imagem criada} other {# imagens criadas}}',
  countVersions: '{count, plural, one {# versão treinada} other {# versões treinadas}}',
  countTrainings:
    '{count, plural, one {# treino, interrompido se ainda estava rodando} other {# treinos, interrompidos se ainda estavam rodando}}',
  countRepositories:
    '{count, plural, one {# repositório no Hugging Face} other {# repositórios no Hugging Face}}',
  countMyMessages: '{count, plural, one {# mensagem minha no Discord} other {# mensagens minhas no Discord}}',
  countMessages: '{count, plural, one {# mensagem no Discord} other {# mensagens no Discord}}',
  countClosedMessages:
    '{count, plural, one {# mensagem em um canal fechado para mim} other {# mensagens em canais fechados para mim}}',

  keepEverything: 'Manter tudo',
  cannotUndo:
    'Não dá para desfazer. Não alcanço respostas privadas que só uma pessoa vê; o próprio Discord remove essas.',
  logStays: 'O registro de quem fez o quê fica por um ano, sem o nome.',
  withdrawTitle: 'Retirar seu consentimento para {actor}?',
  deleteTitle: 'Apagar {actor}?',
  deleteActor: 'A partir daí ninguém pode usar {actor}, e isto é apagado:',
  withdraw: 'Retirar consentimento e apagar',
  deleteAll: 'Apagar tudo',
  deleteYouTitle: 'Apagar tudo sobre você?',
  deleteYou: 'Em todos os servidores em que estou:',
  deleteMemberTitle: 'Apagar tudo sobre {member} neste servidor?',
  nothingKept: 'Não há atores, imagens nem treinos.',
  actorsGoing: 'Atores que serão apagados',
  actorShowsYou: '{actor} (mostra você)',
  actorShowsThem: '{actor} (mostra essa pessoa)',
  actorByYou: '{actor} (cadastro seu)',
  actorByThem: '{actor} (cadastro dessa pessoa)',
  yourIdGoes:
    'Seu ID também sai do orçamento, dos logs e das listas de quem pode usar um ator. O que você gastou do orçamento de hoje continua gasto.',
  theirIdGoes:
    'O ID da pessoa também sai das listas de quem pode usar um ator. O orçamento, os limites, um bloqueio e os logs ficam.',
  copyFirst: '`/privacy export` dá uma cópia antes.',
  kept: 'Nada foi apagado.',

  goneActor: 'O ator foi apagado',
  goneMember: 'Tudo foi apagado',
  goneServer: 'Os dados do servidor foram apagados',
  unfinished: 'Parte disso ainda está fora de alcance',
  goingOn: 'A exclusão começou e continua sozinha. Nada disso pode mais ser usado.',
  gone: 'Apagado',
  nothingLeft: 'Não havia mais nada para apagar.',
  stillTried: 'Ainda tentando',
  myOwn: 'o que eu mesmo guardo',
  keepTrying: 'Continuo tentando até tudo sumir, mesmo depois de reiniciar, e aviso você quando acontecer.',
  outOfReach: 'Fora de alcance',
  adminCan: 'Um admin desse servidor pode apagá-las.',
  receipt: 'Recibo `{id}` · guardado por 30 dias, só como números',
  checkProgress: 'Ver andamento',
  receiptGone: 'Este recibo não existe mais: recibos são apagados depois de 30 dias.',
  receiptOfOther: 'Este recibo é de outra pessoa.',

  actorsGone:
    '{count, plural, one {{actors}, que você cadastrou, foi apagado, com tudo que foi criado dele.} other {{actors}, que você cadastrou, foram apagados, com tudo que foi criado deles.}} Você não precisa fazer nada.',
  actorGone:
    'Um ator que você cadastrou foi apagado, com tudo que foi criado dele. Você não precisa fazer nada.',
  actorGonePinged:
    '{member}, um ator que você cadastrou foi apagado, com tudo que foi criado dele. Você não precisa fazer nada.',

  exportTitle: 'O que guardo sobre você',
  exportInside: 'Dentro há arquivos JSON, JPEG e PNG; README.txt explica cada um.',
  exportFoot: 'Só você vê isto. Para apagar tudo: `/privacy delete`.',
  exportImagesTitle: 'Suas imagens',
  exportImagesInside:
    'Dentro estão as imagens que você criou, em todos os servidores, com as configurações e credenciais delas.',
  exportImagesOutside:
    'Dentro estão as imagens que você criou fora de servidores, com as configurações e credenciais delas. Por mensagem direta comigo, você recebe todas.',
  exportImagesFoot: 'Só você vê isto. Tudo que guardo sobre você: `/privacy export`.',
  nothingToExport: 'Não há nada para exportar.',
  oneFile: 'Está tudo em um arquivo zip.',
  onePart: 'Parte {part, number} de {parts, number}.',
  someParts: 'Partes {first, number} a {last, number} de {parts, number}, cada uma um arquivo zip.',
  nextPart: 'A seguir: parte {part, number}',
  partAlt: 'Parte {part, number} de {parts, number}, {size}',

  lessToExport: 'Agora há menos para exportar. Comece de novo.',
  notYourButton: 'Este botão não é para você.',
  onlyYourOwn:
    'Você só pode apagar seus próprios dados. Um admin pode apagar os dados de um membro no servidor dele.',
  hubKeepsVersion:
    'O Hugging Face não apagou a versão {version, number}, então nada mudou. Tente de novo em alguns minutos.',
  trainingVersion:
    '**{actor}** está em treino, então a versão {version, number} não pode ser apagada agora. Espere terminar, ou pare com `/train cancel`.',
};
