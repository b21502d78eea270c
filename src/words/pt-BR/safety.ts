import type { Room } from '../words.ts';

export const safety: Room<'safety'> = {
  minorSexual:
    'Isto eu nunca crio, nem aqui nem em lugar nenhum: pode mostrar alguém com menos de 18 anos de forma sexual. Nada foi gasto.',
  actorSexual:
    'Nunca crio imagens sexuais de um ator, não importa quem peça: um ator é uma pessoa real. Nada foi gasto; descreva outra cena.',
  actorMinor:
    'Nunca mostro um ator como criança ou adolescente. Nada foi gasto; descreva a pessoa como o adulto que ela é.',
  adultOnly:
    'Só crio conteúdo sexual em canais com restrição de idade, e só se os admins do servidor permitirem. Nada foi gasto.',
  blockedWord: 'Os admins deste servidor bloquearam algo neste prompt. Nada foi gasto; diga de outro jeito.',
  explicitImage:
    'A imagem saiu sexual demais para mostrar aqui, então ninguém a vê. Ela ainda conta no orçamento, mas o mesmo pedido não é cobrado de novo. Tente outro prompt.',
  youngImage:
    'Alguém na imagem parece ter menos de 18 anos, então ninguém a vê. É uma estimativa e pode estar errada. Ela ainda conta no orçamento, mas o mesmo pedido não é cobrado de novo. Descreva adultos ou tente outro prompt.',
  facelessImage:
    'A imagem saiu sexual e não mostra um rosto que permita saber se todo mundo nela é adulto, então ninguém a vê. Ela ainda conta no orçamento, mas o mesmo pedido não é cobrado de novo. Tente um prompt que mostre o rosto.',
  unchecked:
    'A verificação de segurança da imagem falhou, então ninguém a vê e ela não fica guardada. Tente de novo em alguns minutos.',

  never: '**{actor}** excluiu isto das próprias imagens: “{words}”. Nada foi gasto; descreva outra cena.',
  swimwear:
    '**{actor}** não quer imagens com roupa de banho ou roupa íntima. Nada foi gasto; descreva outra cena.',
  violence: '**{actor}** não quer imagens com violência ou armas. Nada foi gasto; descreva outra cena.',
  politics: '**{actor}** não quer imagens com política ou publicidade. Nada foi gasto; descreva outra cena.',
  others:
    '**{actor}** não quer outras pessoas nas imagens. Nada foi gasto; descreva uma cena só com essa pessoa.',
  realistic:
    '**{actor}** não quer imagens realistas. Nada foi gasto; cite um estilo desenhado, como aquarela ou anime.',

  seenNever: '**{actor}** não quer isto, e a imagem saiu assim, então ninguém a vê.',
  seenSwimwear:
    '**{actor}** não quer imagens com roupa de banho ou roupa íntima, e a imagem saiu assim, então ninguém a vê.',
  seenViolence:
    '**{actor}** não quer imagens com violência ou armas, e a imagem saiu assim, então ninguém a vê.',
  seenPolitics:
    '**{actor}** não quer imagens com política ou publicidade, e a imagem saiu assim, então ninguém a vê.',
  seenOthers: '**{actor}** não quer outras pessoas nas imagens, e a imagem saiu assim, então ninguém a vê.',
  seenRealistic: '**{actor}** não quer imagens realistas, e a imagem saiu assim, então ninguém a vê.',
  seenCounts: 'Ela ainda conta no orçamento, mas o mesmo pedido não é cobrado de novo. Tente outro prompt.',

  lineLong:
    'Essa linha é longa demais: ela tem no máximo {most, number} caracteres. Fique com o que mais importa.',
  lineEmpty:
    'Essa linha não diz o que nunca deve ser mostrado. Escreva algo como “nunca fumando” ou “sem palhaços, sem aranhas”.',
  lineAsks:
    'Essa linha se contradiz: ela pede “{words}” e proíbe ao mesmo tempo. Deixe só o que nunca deve ser mostrado.',
  lineAllows:
    'Essa linha se contradiz: ela permite “{words}” e proíbe ao mesmo tempo. Deixe só o que nunca deve ser mostrado.',
  lineDemands:
    'Essa linha só pode dizer o que nunca deve ser mostrado, não o que sempre deve. Escreva algo como “nunca fumando”.',
};
