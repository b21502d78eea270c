import type { Room } from '../words.ts';

export const budgets: Room<'budgets'> = {
  cacheFree: 'Imagens do cache continuam grátis.',
  botOff: 'Não crio imagens novas: meu orçamento diário está em 0.',
  tokensOfAll:
    'O orçamento compartilhado de hoje ainda tem {left, plural, one {# token} other {# tokens}}, e isto precisa de {tokens, number}. Ele fica cheio de novo {time}. Imagens do cache continuam grátis.',
  tokensOfServer:
    'A parte deste servidor no orçamento de hoje ainda tem {left, plural, one {# token} other {# tokens}}, e isto precisa de {tokens, number}. Ela fica cheia de novo {time}. Imagens do cache continuam grátis.',
  tokensOfMember:
    'Sua parte no orçamento de hoje ainda tem {left, plural, one {# token} other {# tokens}}, e isto precisa de {tokens, number}. Ela fica cheia de novo {time}.',
  imagesOff: 'Um admin deste servidor desativou imagens novas para você. Imagens do cache continuam grátis.',
  imagesUsed:
    'Você já criou {images, plural, one {sua # imagem nova} other {suas # imagens novas}} de hoje neste servidor. Você pode criar mais {time}. Imagens do cache continuam grátis.',
  trainingsOff: 'Um admin deste servidor desativou os treinos para você.',
  trainingsUsed:
    'Você iniciou {trainings, plural, one {# treino} other {# treinos}} nos últimos 7 dias, o máximo que este servidor permite a você.',
  trainingsUsedUntil:
    'Você iniciou {trainings, plural, one {# treino} other {# treinos}} nos últimos 7 dias, o máximo que este servidor permite a você. Você pode iniciar outro {time}.',

  accountDay:
    'O orçamento em dólares de hoje ainda tem {left}, e isto pode custar até {cost}. Vai haver mais {time}. Imagens do cache continuam grátis.',
  accountDayNothing:
    'O orçamento em dólares de hoje está em US$ 0, então nada que custe dinheiro é criado. Imagens do cache continuam grátis.',
  accountMonth:
    'O orçamento em dólares deste mês ainda tem {left}, e isto pode custar até {cost}. Vai haver mais em {time}. Imagens do cache continuam grátis.',
  accountMonthNothing:
    'O orçamento em dólares deste mês está em US$ 0, então nada que custe dinheiro é criado. Imagens do cache continuam grátis.',
  serverDay:
    'O orçamento em dólares deste servidor para hoje ainda tem {left}, e isto pode custar até {cost}. Vai haver mais {time}. Imagens do cache continuam grátis.',
  serverDayNothing:
    'O orçamento em dólares deste servidor para hoje está em US$ 0, então nada que custe dinheiro é criado. Imagens do cache continuam grátis.',
  serverMonth:
    'O orçamento em dólares deste servidor para este mês ainda tem {left}, e isto pode custar até {cost}. Vai haver mais em {time}. Imagens do cache continuam grátis.',
  serverMonthNothing:
    'O orçamento em dólares deste servidor para este mês está em US$ 0, então nada que custe dinheiro é criado. Imagens do cache continuam grátis.',
  memberDay:
    'Seu próprio orçamento em dólares para hoje ainda tem {left}, e isto pode custar até {cost}. Vai haver mais {time}. Imagens do cache continuam grátis.',
  memberDayNothing:
    'Seu próprio orçamento em dólares para hoje está em US$ 0, então nada que custe dinheiro é criado. Imagens do cache continuam grátis.',
  memberMonth:
    'Seu próprio orçamento em dólares para este mês ainda tem {left}, e isto pode custar até {cost}. Vai haver mais em {time}. Imagens do cache continuam grátis.',
  memberMonthNothing:
    'Seu próprio orçamento em dólares para este mês está em US$ 0, então nada que custe dinheiro é criado. Imagens do cache continuam grátis.',

  offOutside: 'Imagens novas fora de servidores estão desativadas.',
  tokensOutside:
    'O orçamento de hoje para imagens fora de servidores ainda tem {left, plural, one {# token} other {# tokens}}, e isto precisa de {tokens, number}. Ele fica cheio de novo {time}. Imagens do cache continuam grátis.',
};
