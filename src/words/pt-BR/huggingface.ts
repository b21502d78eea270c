import type { Room } from '../words.ts';

export const huggingface: Room<'huggingface'> = {
  loraRefused: 'O serviço de imagens não conseguiu carregar o modelo treinado. Nada foi gasto.',
  loraRefusedSaying:
    'O serviço de imagens não conseguiu carregar o modelo treinado: {reason}. Nada foi gasto.',
  badRequest: 'O provedor não aceitou este pedido. Mude o prompt ou uma configuração.',
  badRequestSaying: 'O provedor não aceitou este pedido: {reason}. Mude o prompt ou uma configuração.',
  notDownloaded:
    'O provedor criou a imagem, mas não consegui baixá-la. Ela conta no orçamento, então não criei de novo.',
  pictureLost:
    'O provedor aceitou o pedido e perdeu a imagem. Ela ainda pode contar no orçamento, então não repeti.',
  providerBalance:
    'A conta compartilhada está sem crédito nesse provedor ou bloqueada lá. Nada foi gasto; escolha outro modelo ou avise um admin.',
  endpointAuth:
    'O endpoint próprio do servidor me recusou. Peça a um admin para conferir INFERENCE_ENDPOINT_TOKEN.',
  tokenRefused:
    'O Hugging Face recusou meu token. Peça a um admin para renová-lo ou permitir que faça chamadas de inferência.',
  termsNotAccepted:
    'A conta compartilhada só pode usar este modelo depois que os termos dele forem aceitos no Hugging Face. Avise um admin ou escolha outro modelo.',
  paymentMethod:
    'Este provedor quer uma forma de pagamento que a conta compartilhada não tem. Escolha outro modelo.',
  creditsUsedUp:
    'Os créditos da conta compartilhada do Hugging Face acabaram. As imagens voltam quando um admin adicionar mais ou o mês acabar.',
  creditsStillUsedUp:
    'Os créditos da conta compartilhada do Hugging Face acabaram, então nada novo é criado. Os admins já sabem. Imagens do cache continuam funcionando.',
  notOnEndpoint:
    'O endpoint próprio do servidor não tem este modelo, ou esta versão do ator. `/models list` mostra o que está disponível.',
  noLongerAvailable: 'Este modelo não está mais disponível. `/models list` mostra quais estão.',
  slowDown:
    'O Hugging Face está pedindo que todo mundo vá mais devagar. Nada foi gasto; tente de novo em um minuto.',
  warmingUp: 'O modelo ainda está aquecendo. Nada foi gasto; tente de novo em um minuto.',
  trouble: 'O provedor está com problemas. Nada foi gasto; tente de novo em um minuto.',
  timedOut: 'O provedor não respondeu a tempo. Isso ainda pode contar no orçamento, então não repeti.',
  endpointUnreachable:
    'O endpoint próprio do servidor está fora de alcance. Nada foi gasto; tente de novo em um minuto.',
  unreachable: 'O Hugging Face está fora de alcance. Nada foi gasto; tente de novo em um minuto.',
  damaged: 'A imagem chegou danificada. Ela não conta; tente de novo.',
  noRoute:
    'Este modelo não consegue criar imagens a partir de texto pelo provedor dele. Escolha outro modelo.',
  endpointError:
    'O endpoint próprio do servidor respondeu com um erro: {reason}. Avise um admin ou escolha outro modelo.',
  providerError:
    'O provedor respondeu com um erro: {reason}. Isso ainda pode contar no orçamento, então não repeti.',
  noPicture: 'O provedor não enviou uma imagem. Tente de novo ou escolha outro modelo.',
  refused: 'O provedor recusou o pedido. Escolha outro modelo ou tente de novo mais tarde.',
  connectionBroke:
    'A conexão com o provedor caiu. A imagem ainda pode contar no orçamento, então não repeti.',
  noEndpoint: 'Não há endpoint de inferência.',
  noWords: 'O modelo respondeu sem nenhuma palavra.',
  notSendable: 'Este modelo não pode ser enviado.',
  weightsGone:
    'O modelo treinado deste ator não está mais no Hugging Face. Nada foi gasto. `/train start` faz um novo.',
  weightsNotServed:
    'O Hugging Face não está servindo o modelo treinado agora. Nada foi gasto; tente de novo em um minuto.',
};
