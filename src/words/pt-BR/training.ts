import type { Room } from '../words.ts';

export const training: Room<'training'> = {
  unknown: 'Não existe esse treino neste servidor.',
  notYoursToCancel: 'Só quem iniciou o treino, a pessoa retratada ou um admin pode cancelá-lo.',
  over: 'Este treino já acabou, então não há nada para cancelar.',
  photosNotPut:
    'Não consegui colocar as fotos onde o notebook as procura: o Hugging Face não aceitou. Tente de novo em um minuto.',
  actorGone: 'Este ator acabou de ser apagado, então não há nada para treinar.',
  nothingToResume:
    'Este treino já está rodando, ou não há nada para retomar. `/train status` mostra em que pé está.',

  hubAway: 'O Hugging Face não está respondendo agora, e o treino precisa dele. Tente de novo em um minuto.',
  notYours:
    'Só quem cadastrou um ator ou a pessoa retratada pode treiná-lo. Você ainda pode usá-lo em `/generate`.',
  fewPhotos:
    '{missing, plural, one {O treino precisa de pelo menos {least, number} fotos que sirvam, e falta #.} other {O treino precisa de pelo menos {least, number} fotos que sirvam, e faltam #.}} `/actor show` tem um botão para adicionar.',
  notSetUp: 'O treino ainda não está configurado aqui. Para quem cuida do bot: {what}',
  paused: 'Os admins deste servidor pausaram o bot. Eles podem ativar de novo com `/settings pause`.',
  offForYou: 'Um admin deste servidor desativou os treinos para você: seu limite é 0.',
  offHere: 'Os admins deste servidor não permitem treinos.',
  running:
    'Este ator está sendo treinado agora. `/train status` mostra em que pé está; `/train cancel` para o treino.',
  mostOpen:
    '{trainings, plural, one {Um treino está aberto neste servidor, e os admins não permitem mais de um por vez. Tente de novo quando ele acabar.} other {# treinos estão abertos neste servidor, e os admins não permitem mais por vez. Tente de novo quando um acabar.}}',
  baseUnknown: 'Não ofereço esse modelo base. Escolha um da lista.',
  stepsRange: 'Os passos podem ir de {least, number} a {most, number}.',
  readOnly:
    'O token do Hugging Face do bot não pode escrever, então não há onde colocar um ator treinado. Para quem cuida do bot: use um token que possa escrever em repositórios.',
  baseGone: '{base} não está mais no Hugging Face. Escolha outra base.',
  toBeResumed:
    'Um treino deste ator está esperando para ser retomado. Para começar um novo, use antes `/train cancel`.',
  waitsAlready: 'Um treino deste ator já está esperando a vez. `/train status` mostra.',
  codeWithOther:
    '{member} já tem um código de treino para este ator. Deixe usarem esse, ou use antes `/train cancel`.',

  notAllowed: 'A pessoa retratada não permite mais este treino.',
  noLongerAgreed: 'A pessoa retratada não concorda mais, então não guardei o resultado.',
  actorDeleted: 'O ator foi apagado durante o treino.',
  codeRanOut: 'O código de treino expirou antes que um notebook o usasse. `/train start` dá um novo.',
  neverBegan: 'O treinador nunca começou: nenhuma máquina ficou livre por um dia. Tente de novo mais tarde.',
  notebookLost:
    'Perdi contato com o notebook: nada chegou dele por {minutes, plural, one {# minuto} other {# minutos}}.',
  trainerLost:
    'Perdi contato com o treinador: nada chegou dele por {minutes, plural, one {# minuto} other {# minutos}}.',
  trainerStopped: 'O treinador parou.',
  trainerStoppedSilently: 'O treinador parou sem dizer por quê.',
  machineGone: 'A máquina sumiu.',
  machineCompleted: 'A máquina terminou sem dizer como foi o treino.',
  machineCancelled: 'A máquina foi cancelada no Hugging Face.',
  machineError: 'A máquina terminou com um erro.',
  noCredit:
    'A conta do Hugging Face que paga aqui não tem mais crédito para máquinas com GPU. Um admin pode adicionar.',
  tokenStartsNone:
    'O token do Hugging Face do bot não pode iniciar máquinas. Quem cuida do bot pode mudar isso.',
  noMachine: 'O Hugging Face não iniciou uma máquina para isso.',
  photosNotTaken: 'O Hugging Face não aceitou as fotos.',
  noTrainerHere:
    'Não há treinador no computador do bot. Para quem cuida do bot: defina TRAINER_PYTHON como um Python com colab/ instalado.',
  notStartedHere: 'Não deu para iniciar o treinador no computador do bot.',
  notStarted: 'Não deu para iniciar o treinador.',
  nothingTrained: 'Nada foi treinado ainda.',
  lastWords: 'As últimas palavras dele: “{words}”.',
  resumeGoesOn: '**Retomar** continua do último checkpoint.',

  runsOnColab: 'em um notebook do Google Colab que você abre, na GPU que o Google empresta',
  photosToColab: 'As fotos vão para o notebook que você roda, e para mais ninguém.',
  runsOnMachine: 'em uma máquina que o Hugging Face aluga por minuto ({machine})',
  photosToMachine:
    'As fotos vão para essa máquina no Hugging Face, que deixa de existir quando o treino acaba.',
  runsHere: 'no computador em que o bot roda',
  photosStay: 'As fotos ficam no computador em que o bot roda.',
  runsOnWorker: 'em um computador deste servidor',
  photosToWorker: 'As fotos vão para um computador que um admin deste servidor conectou.',
  priceUnknown:
    'Não consigo descobrir agora quanto a máquina custa, e há um orçamento em dólares, então não vou alugar uma. Tente de novo mais tarde.',
  placeChanged:
    'O lugar onde este treino rodaria mudou, então nada foi iniciado. `/train start` mostra onde ele roda agora.',
};
