import type { Room } from '../words.ts';

export const actorDigest: Room<'actorDigest'> = {
  title: 'Imagens que outros criaram de {actor}',
  span: '{requests, plural, one {Um pedido} other {# pedidos}}, de {from} a {to}.',
  spanServer: '{requests, plural, one {Um pedido} other {# pedidos}} em **{server}**, de {from} a {to}.',
  alt: 'Imagens de {actor}, numeradas',
  made: '**{number, number}** {member}: {prompt}',
  pictures: '{pictures, plural, one {# imagem} other {# imagens}}',
  private: 'só esse membro viu',
  posted: '[postado]({link}) em {channel}',
  inChannel: 'em {channel}',
  delete: 'Apagar',
  more: 'e mais {count, number}, na galeria.',
  howOften:
    'O que você apagar some para todo mundo, e aviso quem criou. Com que frequência você quer este resumo?',
  allImages: 'Todas as imagens de {actor}',
  allOfYou: 'Todas as suas imagens',
  empty: 'Tudo neste resumo de **{actor}** foi apagado.',
  old: 'Este resumo de imagens suas, de {from} a {to}, tem mais de {days, plural, one {# dia} other {# dias}}, então tirei as imagens dele. As que não foram apagadas estão na galeria.',

  daily: 'Todo dia',
  weekly: 'Toda semana',
  never: 'Nunca',
  chosenDaily:
    'Você vai receber todo dia um resumo das imagens que outros criaram de **{actor}**, se houver alguma.',
  chosenWeekly:
    'Você vai receber toda segunda-feira um resumo das imagens que outros criaram de **{actor}**, se houver alguma.',
  chosenNever:
    'Você não vai mais receber resumos de **{actor}**. `/gallery` continua mostrando todas as suas imagens.',
  isDaily: '**Resumo das imagens que outros criam** todo dia, por mensagem direta',
  isWeekly: '**Resumo das imagens que outros criam** toda segunda-feira, por mensagem direta',
  isNever: '**Resumo das imagens que outros criam** nunca',
  closed:
    'O último não chegou a você ({time}): você não aceita mensagens diretas minhas. O próximo vai incluir o que ele tinha.',

  onlyPerson: 'Só a pessoa retratada pode escolher com que frequência recebe este resumo.',
};
