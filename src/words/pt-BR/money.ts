import type { Room } from '../words.ts';

export const money: Room<'money'> = {
  title: 'Dinheiro',
  server: 'Este servidor',
  account: 'A conta inteira',
  today: 'Hoje: {used} de {most}',
  todayNothing: 'Hoje: US$ 0, então não crio nada que custe dinheiro',
  todayUnlimited: 'Hoje: {used}, sem limite',
  month: 'Neste mês: {used} de {most}',
  monthNothing: 'Neste mês: US$ 0, então não crio nada que custe dinheiro',
  monthUnlimited: 'Neste mês: {used}, sem limite',
  memberUnlimited: 'Cada membro: sem limite',
  memberDay: 'Cada membro: {day} por dia',
  memberMonth: 'Cada membro: {month} por mês',
  memberBoth: 'Cada membro: {day} por dia, {month} por mês',
  neverAsked: 'Não pergunto aos membros antes de um pedido, custe o que custar.',
  alwaysAsked: 'Pergunto aos membros antes de cada imagem que custe dinheiro.',
  askedAbove: 'Pergunto aos membros antes de um pedido que custe mais de {dollars}.',
  reported: 'O Hugging Face informa {dollars} desde {date} ({time}).',
  creditOver: 'Os {dollars} de crédito incluído acabaram.',
  creditEnds: 'Nesse ritmo, o crédito incluído acaba em {date}.',
  creditLasts: 'Nesse ritmo, o crédito incluído dura o mês todo.',

  prices: 'Quanto custa uma imagem',
  price: '{model} no {provider}: {dollars} ({source}, {date})',
  pricePerMegapixel: '{model} no {provider}: {dollars} por megapixel ({source}, {date})',
  sourceComparison: 'uma comparação de terceiros',
  sourceReplicate: 'uma cópia de replicate.com/pricing',
  otherModels:
    'Qualquer outro modelo: não sei, então conto {dollars}. O endpoint próprio não custa nada aqui.',
  notCorrected: 'O Hugging Face ainda não informou nada que mude esses valores.',
  corrected: 'O Hugging Face cobra {factor} vezes isso, então multiplico por esse número.',
  correctedLeast:
    'O Hugging Face cobra {factor} vezes isso, então multiplico por esse número. Nunca desço abaixo, porque a conta dele pode chegar tarde.',
  foot: 'São estimativas minhas, não uma conta. Imagens do cache não custam nada.',

  leastBudget: 'O menor orçamento é US$ 0,01. Informe 0 para não criar nada que custe dinheiro.',
  amountOrReset: 'Informe um valor ou `reset`, não os dois.',
  askOrNever: 'Escolha `ask` ou `ask-never`, não os dois.',

  sumBounds: 'Um valor fica entre 0 e {most, number} dólares.',
};
