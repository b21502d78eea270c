import type { Room } from '../words.ts';

export const references: Room<'references'> = {
  somebodyElse:
    'Alguém nesta imagem não concordou que você crie imagens suas aqui, então não vou usá-la. Se for uma imagem sua, faça antes seu cadastro com `/actor register`. Se for um desenho, recorte-o sem os rostos: não sei diferenciar um rosto desenhado de um real.',
  actorNotYours:
    '**{actor}** aparece nesta imagem, e você não pode usar esse ator agora, então não vou usar a imagem. `/actor show` diz por quê.',
  nudity: 'Essa imagem parece mostrar nudez, então não vou usá-la.',
  unseen:
    'Não consegui olhar essa imagem agora, e não uso imagens sem olhar. Tente de novo em alguns minutos.',
  crowd: 'Há gente demais nessa imagem para eu saber se todo mundo concordou. Recorte e tente de novo.',
  looksYoung: 'Alguém nessa imagem parece ter menos de 18 anos, então não vou usá-la.',
  tooManyActors:
    'Essa imagem mostra {actors, number} atores, e consigo diferenciar no máximo {most, number}. Recorte e tente de novo.',
  unusable: 'Não consigo usar essa imagem. {why}',
  animation: 'Essa imagem é uma animação. Me dê um quadro parado dela.',
  dataDeleted: 'Seus dados foram apagados nesse meio-tempo, então não guardei a imagem.',
  gone: 'Não tenho mais essa imagem. Escolha *Usar como referência* na mensagem de novo.',
  strangersStatement:
    'Todo mundo nesta imagem que não é ator aqui é maior de idade e concordou, como descrevo abaixo, que este bot crie imagens a partir dela e a envie ao serviço de imagens que este servidor usa.',
};
