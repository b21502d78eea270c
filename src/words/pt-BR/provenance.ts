import type { Room } from '../words.ts';

export const provenance: Room<'provenance'> = {
  title: 'É nossa?',
  titleSeveral: 'São nossas?',
  ours: '**Sim, fui eu que criei.** Minha assinatura no arquivo é válida, e nada mudou desde então.',
  looksOurs: '**Sim, parece uma das minhas imagens.**',
  pictureChanged:
    '**Assinei este arquivo, mas a imagem dele foi mudada depois,** ou minha assinatura foi copiada de outra imagem. Não se parece com nenhuma imagem que eu tenha.',
  unknown: '**Não, não conheço esta imagem.**',
  limits:
    'Reconheço imagens que foram reduzidas ou salvas de novo. Posso não reconhecer uma que foi recortada, rabiscada, faz parte de uma captura de tela maior ou foi apagada aqui.',

  unsigned: 'O arquivo não tem assinatura (Content Credentials).',
  fileChanged: 'O arquivo tem minha assinatura, mas foi mudado depois que assinei.',
  forged: 'O arquivo diz que foi assinado por mim. **Essa assinatura é falsificada.**',
  invalid: 'O arquivo tem uma assinatura que não é válida, então ela não prova nada.',
  others: 'O arquivo foi assinado por outra pessoa. A assinatura é válida, mas não sei dizer de quem é.',
  othersNamed:
    'O arquivo foi assinado por outra pessoa, que se apresenta como “{name}”. A assinatura é válida, mas não sei dizer de quem é.',
  othersChanged: 'O arquivo foi assinado por outra pessoa e mudado depois.',
  othersNamedChanged:
    'O arquivo foi assinado por outra pessoa, que se apresenta como “{name}”, e mudado depois.',

  madeBy: 'Criada por {member} em {time}, em {channel}',
  madeByPrivately: 'Criada por {member} em {time}, em {channel}, em particular',
  comparesSamples: 'Ela compara amostras de treino de **{actor}**.',
  sample: 'É uma amostra de treino de **{actor}**, versão {version, number}.',
  whoIsTold:
    'Só digo quem criou ao próprio membro, à pessoa retratada, ao membro que cadastrou o ator e aos admins do servidor deles; se for privada, só aos dois primeiros.',
  toldInServers: 'Quem a criou, só digo em um servidor que me adicionou ou por mensagem direta.',
  details: 'Detalhes',
  notLookedAt: 'e mais {pictures, number} que não olhei',

  noPicture:
    'Essa mensagem não tem nenhuma imagem que eu possa olhar. Para perguntar sobre um arquivo seu, use `/show image:`.',
  animation: 'Esse arquivo é animado. Só consigo verificar imagens paradas, então me envie um único quadro.',
  unusable: 'Não consigo olhar esse arquivo. {why}',
};
