import type { Room } from '../words.ts';

export const generation: Room<'generation'> = {
  black: 'O filtro de segurança do provedor devolveu uma imagem preta. Ela não conta; mude o prompt.',
  cutOff: 'A imagem chegou danificada. Ela não conta; tente de novo.',
  notAnImage: 'O provedor não enviou uma imagem. Não conta; tente de novo.',

  deletedBefore: 'As imagens foram apagadas antes que eu pudesse mostrar.',
  againstLimits: 'Alguém nela não quer mais imagens assim, então não vou mostrar o que criei.',
  tooSexual: 'Agora o que criei é sexual demais para mostrar aqui.',
  looksYoung: 'Alguém no que criei parece ter menos de 18 anos, então não vou mostrar.',
  unchecked: 'Não consegui verificar de novo o que criei, então não vou mostrar aqui. Está na `/gallery`.',
  deletedMeanwhile: 'O que você pediu foi apagado nesse meio-tempo, então não há nada para mostrar.',
  notKept: 'Esta imagem não está mais guardada. Use `/generate` para criar uma nova.',
  channelClosed: 'Esta imagem é de um canal que você não pode ver.',
  isPrivate: 'Esta imagem é privada: só quem a criou pode ver.',
  notTheirsToDelete: 'Só quem criou esta imagem, a pessoa retratada e os admins podem apagá-la.',

  nobodyCan: 'Nada consegue criar esta imagem agora.',
  trainedUnavailable: 'O modelo treinado de **{actor}** não está disponível agora. Nada foi gasto.',
  otherAvailable: '**{model}** está disponível agora.',
  loraNotLoaded: 'O serviço de imagens não conseguiu carregar o modelo treinado.',
  restarting: 'Estou reiniciando. Nada foi gasto; peça de novo em um minuto.',
  interrupted:
    'Fui reiniciado enquanto criava isto. Pode já ter sido pago, então não criei de novo. Peça outra vez se ainda quiser.',
  queueFull:
    '{images, plural, one {A fila está cheia: # imagem espera.} other {A fila está cheia: # imagens esperam.}} Nada foi gasto; tente de novo em alguns minutos.',
  leftAlone:
    'O provedor está falhando sem parar, então dou um tempo de {seconds, number} s. Nada foi gasto; tente de novo depois ou escolha outro modelo.',
  photoGone:
    'Uma foto de que isto parte foi apagada nesse meio-tempo, então a imagem não foi criada. Peça de novo.',
  startGone: 'A imagem de partida foi apagada nesse meio-tempo.',
  startRuledOut:
    'Alguém nessa imagem não quer mais imagens assim, então não dá para criar outra a partir dela. Nada foi gasto.',

  price: 'Isto custa cerca de {dollars}. Nada foi criado ainda.',
  priceOver: 'Só espero um dia por uma resposta, e ele já passou. Peça as imagens de novo.',
  priceNotYours: 'Só quem pediu estas imagens pode responder.',
  suggestionForbidden: 'A sugestão quebrava uma regra, então não vou mostrar. Seu prompt está como estava.',
  noSuggestion: 'Não recebi nenhuma sugestão agora. Seu prompt está como estava; tente de novo em um minuto.',

  imagesOff: 'Um admin deste servidor desativou imagens novas para você.',
  waitingMost:
    'Você tem {requests, plural, one {# pedido} other {# pedidos}} em andamento, o máximo que este servidor permite a você por vez. Peça de novo quando um terminar.',
  done: 'Este pedido já terminou.',
  notYoursToCancel: 'Só quem fez este pedido e os admins podem cancelá-lo.',
  alreadyMaking: 'Já está sendo criada. Chega daqui a pouco, e então você pode apagá-la.',
  cancelled: 'Cancelado. O que ainda não começou não vai ser criado.',

  promptEmpty: 'O prompt está vazio. Descreva o que a imagem deve mostrar.',
  promptLong: 'O prompt tem {characters, number} caracteres; o máximo é {most, number}. Encurte-o.',
  actorFirst: 'Escolha `actor` também: quem aparece na imagem primeiro.',
  twoFromPhotos:
    'Imagens de duas pessoas são criadas a partir das fotos, porque um modelo treinado só conhece uma delas. Deixe `using` de fora.',
  oneTwice: '**{actor}** está em `actor` e em `actor2`. Escolha duas pessoas.',
  samePerson: '**{actor}** e **{other}** mostram a mesma pessoa. Escolha duas pessoas.',
  notTrained: '**{actor}** ainda não tem um modelo treinado; `/train start` faz isso.',
  noPhoto:
    '**{actor}** não tem nenhuma foto que sirva. Adicione algumas com `/actor photos`; `/actor show` diz o que há de errado com as atuais.',
  photosStay:
    'As fotos ficam aqui: a pessoa retratada concordou com um texto anterior que não fala em enviá-las a um serviço de imagens. Já perguntei a ela.',
  notFromPhotos: 'Ainda não dá para criar **{actor}** a partir das fotos.',
  notVaried:
    'Ainda não dá para variar nem mudar imagens de **{actor}**: a pessoa retratada concordou com um texto anterior que não fala em enviar imagens dela a um serviço de imagens. Já perguntei a ela.',
  trainedOn:
    'O modelo de **{actor}** foi treinado em **{model}** e só funciona com ele. Deixe o modelo de fora.',
  strangerIn: 'Alguém nessa imagem não concordou que você crie imagens suas aqui, então não vou partir dela.',
  onlyRealistic: '**{actor}** não quer imagens realistas, e **{model}** só faz essas. Escolha outro modelo.',
  limitsChanged:
    '**{actor}** mudou o que pode ser criado desde que você pediu isto, então não foi criado. Nada foi gasto; peça de novo.',
  nowApproves:
    'Agora a pessoa retratada aprova cada imagem de **{actor}**. Peça de novo, e eu pergunto a ela.',

  afterConsent:
    'O modelo de **{actor}** foi treinado em **{model}**, e {providers} poderia criar imagens com ele, mas a pessoa retratada concordou com um texto anterior, em que o modelo treinado fica com o bot. Já perguntei se ele pode ser enviado para lá.',
  refusedBy: 'O modelo de **{actor}** foi treinado em **{model}**, e {provider} não consegue usá-lo.',
  askedAgain:
    'Tento de novo depois de um dia. Quem cuida do bot também pode definir `INFERENCE_ENDPOINT_URL`.',
  notServed:
    'O modelo de **{actor}** foi treinado em **{model}**, mas nada consegue servi-lo agora: nenhum serviço de imagens carrega modelos treinados nessa base. Vai funcionar quando quem cuida do bot definir `INFERENCE_ENDPOINT_URL`.',
  usePhotos: 'Até lá, `using: photos` funciona.',
  withoutActor: 'Até lá, você pode usar `/generate` sem o ator.',

  largeAlready: 'Esta imagem já é tão grande quanto consigo fazer.',
  noTouchUp: 'Quem cuida de mim desativou isso.',
};
