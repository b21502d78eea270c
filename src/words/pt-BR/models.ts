import type { Room } from '../words.ts';

export const models: Room<'models'> = {
  available: 'Disponíveis agora ({models, number})',
  fromPictures: 'Para atores das fotos, mudanças e variações ({models, number})',
  notAvailable: 'Indisponíveis ({models, number})',
  noneNow: 'Nenhum no momento.',
  source: 'Do Hugging Face, há no máximo dez minutos.',
  hidden:
    '{count, plural, one {# escondido} other {# escondidos}} (só admins veem isto): {names}. `/models unhide` mostra um de novo.',
  hiddenMore:
    '{count, plural, one {# escondido} other {# escondidos}} (só admins veem isto): {names} e mais {more, number}. `/models unhide` mostra um de novo.',
  page: 'Página {page, number} de {pages, number}',
  back: 'Voltar',
  more: 'Mais',
  ownEndpoint: 'o endpoint próprio do servidor',
  recommendedFor: 'Para {uses}',
  tokensOnce: 'tokens contam uma vez',
  tokensTimes: 'tokens contam {times, number} vezes',

  nothingToRecommend: 'Não há modelo para recomendar: os admins deste servidor esconderam todos.',
  whatFits: 'O que combina',
  unavailableShort: 'indisponível',
  choose: 'Escolha em `model` no `/generate`.',
  qualityDated: 'antigo',
  qualityGood: 'bom',
  qualityVeryGood: 'muito bom',
  qualityBest: 'a melhor qualidade aqui',
  stepsAt: '{steps, plural, one {# passo} other {# passos}} em {pixels} pixels',
  costsNoCredit: 'não gasta crédito: roda no endpoint próprio do servidor',
  trainable: 'dá para treinar atores nele',
  trainableUntried: 'dá para treinar atores nele, mas ninguém fez isso em uma GPU ainda',
  notTrainable: 'não dá para treinar atores nele: só conhece uma pessoa por descrição',
  licenceNotFor: 'a licença dele não permite {uses}',
  termsToAccept: 'os termos dele precisam ser aceitos na página dele no Hugging Face',
  loraNeedsService:
    'imagens de atores treinados nele precisam de um serviço de imagens que carregue modelos privados, ou de INFERENCE_ENDPOINT_URL: `/train start` diz qual existe',
  goodAtPhoto: 'bom em fotografias',
  goodAtIllustration: 'bom em ilustração',
  goodAtAnimation: 'bom em animação',
  goodAtLettering: 'bom em letreiros',
  goodAtLandscape: 'bom em paisagens',

  added: '{model} foi adicionado: os membros podem escolher esse modelo no `/generate`.',
  addedSettings:
    '`{id}` · {type} · {steps, plural, one {# passo} other {# passos}} · guidance {guidance, number} · {width} × {height} pixels',
  addedGated:
    'Quem fez o modelo quer que os termos sejam aceitos. O dono da conta do Hugging Face faz isso na página do modelo.',
  addedAvailable: 'Disponível agora via {ways}.',
  addedNotAvailable: 'Indisponível agora. {reason}',
  hiddenNow:
    '{model} está escondido: ninguém mais pode usar esse modelo aqui. `/models unhide` mostra de novo.',
  unhidden: '{model} está de volta.',
  adminsOnly: 'Só quem pode gerenciar o servidor pode mudar os modelos dele.',

  styles: 'Estilos',
  ownStyle: '(deste servidor)',
  chooseStyle: 'Escolha um em `style` no `/generate`.',
  noExamples: 'A primeira imagem criada aqui em um estilo vira o exemplo dele.',
  examples: 'Exemplos, em ordem: {names}. Todos criados neste servidor.',
  removeOrChange: 'Remova ou mude o estilo, não os dois.',
  styleGone: 'O estilo **{style}** foi removido. As imagens criadas com ele ficam.',
  styleThere: '**{style}** está pronto: os membros podem escolher esse estilo no `/generate`.',
  styleNeedsWords: 'Diga em `words` o que o estilo acrescenta a um prompt.',
  examplePrivate: 'Escolha um exemplo que não seja privado e não mostre ninguém real.',
  noStyle: 'Não existe o estilo “{style}” aqui. `/models styles` lista todos.',
  styleBuiltIn: '**{style}** é um estilo embutido. Escolha outro nome.',
  styleStays: '**{style}** é embutido, então não dá para remover.',
  stylesFull: 'Este servidor já tem {most, number} estilos próprios, o máximo possível. Remova um antes.',

  notOnHub: 'Não está mais no Hugging Face.',
  needsEndpoint: 'Nenhum provedor o serve. Fica disponível quando um admin definir INFERENCE_ENDPOINT_URL.',
  servedElsewhere: 'Só provedores que não posso usar o servem.',
  notServed: 'Nenhum provedor o serve agora.',
  notYet: 'O Hugging Face ainda não disse quem o serve. Olhe de novo daqui a pouco.',
  unreachable: 'O Hugging Face está fora de alcance agora. Tento de novo a cada meio minuto.',

  unknown: 'Não conheço nenhum modelo com esse nome. `/models list` mostra todos.',
  unknownMeant:
    'Não conheço nenhum modelo com esse nome. Você quis dizer {names}? `/models list` mostra todos.',
  isHidden: 'Os admins deste servidor esconderam **{model}**.',
  instead: '**{model}** está disponível agora.',
  noneAvailable: 'Nenhum modelo está disponível agora. `/models list` diz por quê.',
  isNotAvailable: '**{model}** não está disponível.',
  wordsOnly: '**{model}** só funciona com palavras e não consegue olhar fotos. Deixe o modelo de fora.',
  looksAtFewer:
    '**{model}** só olha {pictures, plural, =1 {uma imagem} other {# imagens}}; são necessárias {needed, number}. Deixe o modelo de fora.',
  startsFromPictures:
    '**{model}** parte de imagens: ele cria atores a partir das fotos, mudanças e variações.',
  baseHidden:
    'Este ator foi treinado em **{model}**, que os admins deste servidor esconderam. Um admin pode trazê-lo de volta com `/models unhide`.',
  baseUnknown: 'Não conheço a base em que este ator foi treinado.',
  fromPicturesHidden:
    'Os admins deste servidor esconderam os modelos que partem de uma imagem. `/models unhide` os traz de volta.',
  noneForPictures:
    'Nenhum modelo que olhe {pictures, number} imagens de uma vez está sendo servido no momento.',
  noneForPicture:
    'Nenhum modelo que parta de uma imagem está sendo servido no momento. **{model}**: {reason}',

  noId: 'Isso não é o ID de um modelo. Ele tem a forma `owner/name`, como no topo da página dele no Hugging Face.',
  isLora:
    'Não dá para adicionar `{id}`: é uma LoRA, que só acrescenta algo a um modelo. Adicione um modelo inteiro.',
  isFromPictures:
    'Não dá para adicionar `{id}`: só cria imagens a partir de imagens, e `/generate` parte de palavras.',
  isForOther:
    'Não dá para adicionar `{id}`: a página diz que serve para {task}. Adicione um modelo text-to-image.',
  hasNoTask:
    'Não dá para adicionar `{id}`: a página não diz para que serve. Adicione um modelo text-to-image.',
  hubSilent:
    'O Hugging Face não respondeu, então não consegui conferir o modelo. Tente de novo em um minuto.',
  notPublic: 'Não há nenhum modelo público `{id}` no Hugging Face. Confira como se escreve.',
  alreadyHidden: '**{model}** já está escondido.',
  notHidden: '**{model}** não está escondido.',
  alreadyThere: '**{model}** já está aqui.',
  thereButHidden: '**{model}** já está aqui, mas escondido. `/models unhide` mostra de novo.',
  modelsFull:
    'Um servidor pode ter {most, number} modelos próprios, e este chegou lá. Esconda um com `/models hide` para abrir espaço.',
  ownComputer: 'um computador deste servidor',
  costsNoCreditOwn: 'não gasta crédito: roda em um computador deste servidor',
};
