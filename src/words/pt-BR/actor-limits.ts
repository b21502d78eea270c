import type { Room } from '../words.ts';

export const actorLimits: Room<'actorLimits'> = {
  swimwear: 'Sem roupa de banho',
  violence: 'Sem violência',
  politics: 'Sem política nem publicidade',
  others: 'Sem outras pessoas na imagem',
  realistic: 'Sem imagens realistas',
  mark: 'Uma marca visível em cada imagem',
  swimwearHow: 'Roupa íntima também conta. Verifico o prompt e a imagem.',
  violenceHow: 'Armas também contam. Verifico o prompt; a imagem não consigo verificar.',
  politicsHow: 'Verifico o prompt; a imagem não consigo verificar.',
  othersHow: 'Verifico o prompt e conto os rostos na imagem.',
  realisticHow: 'Peço um desenho ao modelo. Não consigo verificar se a imagem é um.',
  markHow: 'Um pequeno “AI” no canto.',
  formTitle: 'Limites para imagens',
  formIntro: 'O que ninguém pode criar de **{actor}**. Vale na hora, também para o que está na fila.',
  formLimits: 'Limites',
  formOwn: 'Com suas palavras (opcional)',
  formOwnExample: 'nunca fumando, sem palhaços',
  formOwnHow: 'Procuro essas palavras no prompt; a imagem não consigo verificar.',

  noSwimwear: 'sem roupa de banho',
  noViolence: 'sem violência',
  noPolitics: 'sem política nem publicidade',
  noOthers: 'sem outras pessoas na imagem',
  noRealistic: 'sem imagens realistas',
  visibleMark: 'uma marca visível em cada imagem',
  quoted: '“{words}”',
  ownWords: 'algo com as próprias palavras',
  none: 'nenhum',

  button: 'Limites…',
  listed: '**Limites para imagens** {limits}',
  set: '**Limites de {actor}** {limits}',
  setNone: '**{actor}** não tem limites agora.',
  setFrom:
    'Vale na hora, também para o que está na fila. Imagens já postadas ficam até você apagá-las na `/gallery`.',

  onlyPerson: 'Só a pessoa retratada pode definir limites para imagens dela.',
  onlyOwner: 'Só o membro que cadastrou esta pessoa pode definir limites para imagens dela.',
  changedMeanwhile:
    'Os limites mudaram desde que você abriu este formulário, então nada foi mudado. Abra de novo.',
};
