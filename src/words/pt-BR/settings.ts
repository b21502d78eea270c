import type { Room } from '../words.ts';

export const settings: Room<'settings'> = {
  adminsOnly: 'Só quem pode gerenciar o servidor vê as configurações dele.',
  adminsOnlyResume: 'Só quem pode gerenciar o servidor pode fazer isso.',
  adminsOnlyUndo: 'Só quem pode gerenciar o servidor pode desfazer isso.',

  changed: 'Mudado. Já está valendo.',
  changedWaitingToo: 'Mudado. Já está valendo, também para os pedidos que estão esperando.',
  asBefore: 'Já estava definido assim.',
  changedBy: 'Mudado por {member}. Dá para desfazer por dez minutos.',
  lastChanged: 'Última mudança {time} por {member}.',
  lastChangedByDeleted: 'Última mudança {time} por um admin cujos dados foram apagados.',
  undo: 'Desfazer',
  undone: 'Desfeito',
  undoneBy: 'Desfeito por {member}.',
  undoOver: 'Dá para desfazer uma mudança por dez minutos, e eles já passaram. Defina de novo.',
  changedSince:
    'Alguém mudou isso de novo nesse meio-tempo, então não desfiz nada. `/settings log` mostra quem foi, e `/settings show`, o que está definido agora.',

  title: 'Configurações deste servidor',
  consent: 'Consentimento',
  outsidersNobody: 'Pessoas de fora deste servidor: ninguém pode cadastrar.',
  outsidersAdmins:
    'Pessoas de fora deste servidor: qualquer membro pode cadastrar com uma declaração, depois que um admin concordar.',
  outsidersMembers: 'Pessoas de fora deste servidor: qualquer membro pode cadastrar com uma declaração.',
  askedInChannel: 'Os membros são perguntados no canal.',
  askedDirectly: 'Os membros são perguntados por mensagem direta, ou no canal se não aceitarem nenhuma.',
  sameFaceTell: 'Um rosto já cadastrado como outra pessoa: os admins são avisados.',
  sameFaceAdmins: 'Um rosto já cadastrado como outra pessoa: espera por um admin, e os admins são avisados.',
  sameFaceRefuse:
    'Um rosto já cadastrado como outra pessoa: é recusado, e os admins são avisados; se eu não tiver certeza, espera por um admin.',
  strangersRefuse: 'Uma imagem de partida que mostra alguém que não é ator: recusada.',
  strangersStatement:
    'Uma imagem de partida que mostra alguém que não é ator: usada se o membro disser como a pessoa concordou.',

  safety: 'Segurança',
  adultOn: 'Conteúdo sexual sem ator: em canais com restrição de idade.',
  adultOff: 'Conteúdo sexual sem ator: em lugar nenhum.',
  blockedWords: 'Palavras bloqueadas ({count, number}): {words}',
  noBlockedWords: 'Palavras bloqueadas (0): nenhuma',

  budget: 'Orçamento',
  serverLimit: 'O servidor inteiro: {limit}. Membros com limite próprio: {members, number}.',
  noLimitOfItsOwn: 'sem limite próprio',
  generationOn: 'Criação de imagens: ativada (`/settings pause`).',
  generationPaused: 'Criação de imagens: ⏸ **em pausa** (`/settings pause`).',
  noticesIn: 'Avisos para admins: {channel} (`/settings channels`).',
  noticesToOwner: 'Avisos para admins: para quem é dono do servidor (`/settings channels`).',

  members: 'Membros',
  everyRole: 'Todos os cargos podem tudo.',
  rolesWithRules: 'Cargos com regras: {roles, number}.',
  blockedCount: 'Membros bloqueados: {members, plural, =0 {nenhum} other {#}}.',
  training: 'Treinos',
  alwaysOn:
    'Vale sempre: nenhuma imagem sexual de um ator, nenhuma imagem de um ator como criança, nada sexual com menores de idade. `/settings log` lista o que foi barrado.',

  trainingsOff: 'Os treinos estão desativados neste servidor.',
  trainingsMost:
    'No máximo {trainings, plural, one {# treino fica aberto} other {# treinos ficam abertos}} ao mesmo tempo.',
  trainingsShownIn:
    'Eles aparecem em {channel} ou, se eu não puder escrever lá, no canal em que cada um foi iniciado.',
  trainingsShownWhereStarted: 'Cada um aparece no canal em que foi iniciado.',

  channels: 'Canais',
  deletedChannel: 'um canal apagado (`{id}`)',
  usableEverywhere: '**Os membros podem me usar** em todos os canais.',
  usableIn: '**Os membros podem me usar** em {channels}.',
  usableNowhere: 'Ou seja, em lugar nenhum: por enquanto só os admins podem.',
  everydayNone: '**Nada sexual, mesmo com restrição de idade:** nenhum canal em especial.',
  everydayIn: '**Nada sexual, mesmo com restrição de idade:** {channels}.',
  resultsIn:
    'As imagens aparecem em {channel}, onde quer que os membros peçam. As privadas e as de canais com restrição de idade, não. Se eu não puder escrever lá, elas aparecem onde foram pedidas.',
  resultsHere: 'As imagens aparecem no canal em que os membros pedem.',
  noticesGoTo:
    'Os avisos para admins vão para {channel}. Se eu não puder escrever lá, vão direto para quem é dono do servidor.',
  noticesGoToOwner: 'Os avisos para admins vão direto para quem é dono do servidor.',
  channelsCleanup: '`/settings channels` com `cleanup` remove as regras de canais apagados.',
  channelsFoot:
    'Tópicos seguem o canal deles. `/privacy`, apagar e responder a pedidos de consentimento funcionam em todo lugar, e os admins podem me usar em todo lugar. Conteúdo sexual só é possível em canais com restrição de idade, e só se `/settings safety` permitir.',
  channelsFull: '{most, number} canais já têm regras, e mais do que isso eu não guardo.',
  noticesOrReset: 'Escolha `admin-notices` ou `reset`, não os dois.',
  resultsOrHere: 'Escolha `results` ou `results-here`, não os dois.',
  setOrClear: 'Não dá para definir e limpar o mesmo canal de uma vez. Escolha um.',
  keptTo: 'Os admins deste servidor só me permitem em {channels}. Peça lá.',
  keptToMore: 'Os admins deste servidor só me permitem em {channels} e mais {more, number}. Peça lá.',

  roles: 'Cargos',
  deletedRole: 'um cargo apagado (`{id}`)',
  generateEverybody: '**Criar imagens:** todo mundo',
  trainEverybody: '**Treinar:** todo mundo',
  registerEverybody: '**Cadastrar atores:** todo mundo',
  generateRoles: '**Criar imagens:** {roles}.',
  trainRoles: '**Treinar:** {roles}.',
  registerRoles: '**Cadastrar atores:** {roles}.',
  nobodyButAdmins: 'Então, por enquanto, só os admins podem.',
  limits: 'Limites',
  noRoleLimits: 'Nenhum para nenhum cargo.',
  rolesCleanup:
    'As regras de cargos apagados ficam até você removê-las com `/settings roles` e o `cleanup` dele.',
  rolesFoot:
    'Para quem tem vários cargos, vale o limite mais generoso. Um limite próprio (`/settings limits`) vem primeiro. Cargos nunca limitam os admins.',
  rolesFull: '{most, number} cargos já têm regras, e mais do que isso eu não guardo.',
  chooseRole: 'Escolha o cargo (`role`) de que se trata.',
  rulesOrReset: 'Diga o que o cargo pode fazer ou use `reset`, não os dois.',
  generateNeedsRole:
    'Para criar imagens neste servidor, você precisa do cargo {roles}. Um admin pode dar a você.',
  trainNeedsRole:
    'Para treinar atores neste servidor, você precisa do cargo {roles}. Um admin pode dar a você.',
  registerNeedsRole:
    'Para cadastrar atores neste servidor, você precisa do cargo {roles}. Um admin pode dar a você.',

  blocks: 'Membros bloqueados: {members, number}',
  blockedUntil: '{member} até {time}',
  blockedForNow: '{member} até você desbloquear',
  nobody: 'Ninguém.',
  andMore: '… e mais {count, number}',
  andDeleted: '… e {count, number} cujos dados foram apagados',
  blocksFoot:
    'Membros bloqueados não podem criar, treinar nem cadastrar nada. Ainda podem usar `/privacy`, apagar o que é deles e responder a pedidos de consentimento. Imagens já em criação ainda são entregues.',
  chooseMember: 'Escolha o membro (`member`) de que se trata.',
  blockOrLift: 'Bloqueie o membro ou desbloqueie com `lift`, não os dois.',
  notYourself: 'Você não pode se bloquear.',
  notBots: 'Bots não podem me usar mesmo.',
  notAdmins: '{member} pode gerenciar o servidor, então um bloqueio não mudaria nada.',
  letBackIn: '{member} pode me usar de novo.',
  blockedNow: 'A partir de agora, {member} não pode mais me usar.',
  youAreBlocked: 'Um admin bloqueou você: neste servidor, você não pode me usar.',
  youAreBlockedUntil: 'Um admin bloqueou você: neste servidor, você não pode me usar até {time}.',
  blockReason: 'Motivo: {reason}',
  stillYours:
    'Seus dados continuam seus: `/privacy`, `/actor delete` e responder a pedidos de consentimento ainda funcionam, e você pode ver o que é seu.',
  tooManyBlocked:
    '{most, number} membros já estão bloqueados, e mais do que isso eu não guardo. Remova um antes.',
  tooManyLimited:
    '{most, number} membros já têm um limite próprio, e mais do que isso eu não guardo. Remova um antes.',

  wordShape:
    'Uma palavra bloqueada tem de 2 a {most, number} caracteres, entre eles letras ou números. Um `*` no fim vale por qualquer terminação.',
  wordsFull:
    '{most, number} palavras já estão bloqueadas, e mais do que isso eu não guardo. Remova uma com `/settings safety unblock`.',
  wordNotBlocked: 'Essa palavra não está bloqueada. `/settings show` lista as bloqueadas.',

  pausedNow:
    'Nenhuma imagem é criada neste servidor até um admin usar `/settings pause state:off`. Imagens já em criação ainda são entregues; pedidos em espera são cancelados quando chega a vez deles.',
  goesOn: 'Voltei a criar imagens neste servidor.',
  paused:
    'Os admins deste servidor pausaram a criação de imagens. Eles podem ativar de novo com `/settings pause`.',
  pausedShort: 'Os admins deste servidor pausaram a criação de imagens.',
  accountRuns: 'A conta do Hugging Face não está em pausa.',
  accountTried:
    'Vou tentar de novo na próxima imagem. Se o Hugging Face ainda recusar, entro em pausa outra vez.',
  accountPaused: 'A criação de imagens está em pausa',
  accountPausedHere:
    'Pausada {time}. Imagens do cache continuam funcionando. Testo a conta de novo a cada hora; quando ela tiver crédito, **Continuar agora** poupa a espera.',
  accountPausedElsewhere:
    'Pausada {time}. Imagens do cache continuam funcionando. Testo a conta de novo a cada hora; quando ela tiver crédito, `/settings resume` no servidor poupa a espera.',
  goOn: 'Continuar agora',
  forAdmins: 'Para os admins. `/settings channels` define para onde vão avisos como este.',

  language: 'Idioma',
  speaks: 'Falo {language} nos canais deste servidor e, em particular, o idioma de cada membro.',
  speaksAsDiscord:
    'Nos canais deste servidor, falo o idioma que o Discord informa para o servidor e, em particular, o de cada membro.',
};
