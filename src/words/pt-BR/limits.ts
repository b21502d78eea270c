import type { Room } from '../words.ts';

export const limits: Room<'limits'> = {
  tokensADay: '{tokens, plural, =0 {nenhuma imagem nova} one {# token por dia} other {# tokens por dia}}',
  imagesADay: '{images, plural, =0 {nenhuma imagem nova} one {# imagem por dia} other {# imagens por dia}}',
  trainingsAWeek:
    '{trainings, plural, =0 {nenhum treino} one {# treino por semana} other {# treinos por semana}}',
  requestsAtATime: '{requests, plural, =0 {nenhum pedido} one {# pedido por vez} other {# pedidos por vez}}',
  nothingAtAll: 'nenhuma imagem nova, nenhum treino e nenhum cadastro',
  noLimit: 'sem limite',
  noneOfTheirOwn: '{member} não tem um limite próprio, então valem os de todo mundo',
  fromNowOn: '{limit}, a partir de agora.',
  removed: '{member} não tem mais um limite próprio.',

  title: 'Limites deste servidor',
  server: '**O servidor inteiro** {limit}',
  botsDefault: 'o padrão do bot',
  roles: 'Cargos',
  noRoles: 'Nenhum cargo tem limite.',
  mostGenerous: 'Para quem tem vários cargos, vale o limite mais generoso.',
  members: '**Membros com limite próprio** ({members, number})',
  noMembers: 'Ninguém: todo mundo tem os mesmos limites.',
  foot: '`/settings limits` muda um limite, e o `reset` dele o remove. O orçamento diário compartilhado continua vindo primeiro. Imagens do cache são sempre grátis.',

  oneOnly: 'Escolha um membro, um cargo ou o servidor inteiro: só um deles.',
  limitOrReset: 'Informe um limite ou `reset`, não os dois.',
  sayWhose: 'Diga de quem é o limite: escolha um membro ou um cargo, ou marque `server` como True.',
  noTokensForRoles:
    'Tokens são limitados para membros e para o servidor inteiro. Para um cargo, use `images`.',
  serverInTokens:
    'O servidor inteiro é limitado em `tokens`. Para limitar todo mundo, escolha o cargo @everyone.',

  used: 'O que este servidor usou',
  today: '**Hoje** {tokens} · {images}',
  tokens: '{tokens, plural, one {# token} other {# tokens}}',
  tokensOf: '{used, number} de {most, number} tokens',
  images: '{images, plural, one {# imagem} other {# imagens}}',
  todayAlone: 'hoje {tokens, number}',
  dataDeleted: 'Membros cujos dados foram apagados',
  byMemberToday: '**Por membro, hoje**: {tokens, plural, one {# token} other {# tokens}}',
  byMember:
    '**Por membro, nos últimos {days, number} dias**: {tokens, plural, one {# token} other {# tokens}}',
  nothing: 'Nada.',
  moreWith: '… e mais {members, number} com {tokens, plural, one {# token} other {# tokens}}',
  usageFoot: 'Os dias começam à meia-noite UTC. Imagens do cache são grátis e não contam.',
  usageAlt: 'Tokens que este servidor usou em cada um dos últimos {days, number} dias: {used}.',
  pictureTitle: 'Tokens por dia',
  pictureBusiest: 'dia de maior uso: {tokens, number}',
  pictureToday: 'hoje',
};
