import type { Room } from '../words.ts';

export const actorVersions: Room<'actorVersions'> = {
  title: 'As versões de {actor}',
  empty: '**{actor}** ainda não tem nenhuma versão treinada. `/train start` treina a primeira.',
  inUseNow: 'A versão {version, number} está em uso.',
  noneInUse: 'Nenhuma versão está em uso.',
  shown: 'Versões {first, number} a {last, number} de {all, number}.',
  promptsShown: 'A imagem mostra {shown, number} de {all, number} prompts.',
  seedsDiffer:
    'As amostras foram geradas com seeds diferentes, então as imagens em uma coluna diferem em mais do que a versão.',
  newer: 'Mais recentes',
  older: 'Mais antigas',
  use: 'Usar a versão {version, number}',
  delete: 'Apagar a versão {version, number}',
  keep: 'Manter',
  alt: 'Amostras de {actor}, uma linha por versão: {versions}. As colunas: {columns}.',
  altVersion: 'versão {version, number}',
  altLikeness: 'semelhança {likeness}',
  altNotMeasured: 'semelhança não medida',

  version: '**Versão {version, number}**',
  inUse: 'em uso',
  belowBar: 'abaixo da meta',
  standIn: 'simulação',
  trained: '{base}, {steps, number} passos, treinada {time}',
  likeness: 'Semelhança {likeness}, medida pelo treinador',
  ownMeasure: 'Minha própria medida {likeness}, um rosto em {faces, number} de {samples, number} amostras',
  ownFaces: 'Minha própria medida: um rosto em {faces, number} de {samples, number} amostras',
  atLeast: '{likeness} (no mínimo {needed})',
  more: '{likeness}, +{by} em relação à versão {version, number}',
  less: '{likeness}, −{by} em relação à versão {version, number}',
  notMeasured: 'Semelhança: não medida',
  trainerSays: 'O treinador diz: {why}',
  trainerFailed: 'O treinador diz que ela não passou na verificação.',
  notThem: 'Pela minha própria medida, as amostras não mostram a pessoa das fotos.',
  unmeasured: 'Não deu para medir.',
  helpsMore:
    'O que ajuda: troque fotos borradas, escuras ou parecidas demais (`/actor photos`) e treine de novo com mais passos (`/train start`, `steps: {steps}`). Ou use mesmo assim.',
  helpsFewer:
    'O que ajuda: troque fotos borradas, escuras ou parecidas demais (`/actor photos`) e treine de novo com menos passos (`/train start`, `steps: {steps}`). Ou use mesmo assim.',

  pictureVersion: 'Versão {version, number}',
  pictureLikeness: 'Semelhança',
  pictureNotMeasured: 'não medida',
  pictureSeed: 'seed {seed}',
  pictureSeedsDiffer: 'seeds diferentes',
  pictureNoSample: 'sem amostra',

  anywayTitle: 'Usar a versão {version, number} de {actor} mesmo assim?',
  anyway: 'Ela ficou abaixo da meta: pode não se parecer com a pessoa das fotos. Nenhuma versão está em uso.',
  anywayKeeps:
    'Ela ficou abaixo da meta: pode não se parecer com a pessoa das fotos. A versão {previous, number} continua em uso.',
  useAnyway: 'Usar a versão {version, number} mesmo assim',
  used: 'Agora as imagens de **{actor}** são criadas com a versão {version, number}.',
  usedInstead:
    'Agora as imagens de **{actor}** são criadas com a versão {version, number} em vez da versão {previous, number}.',
  usedBefore:
    'Imagens anteriores ficam como estão. Se você voltar, os mesmos pedidos dão as mesmas imagens de novo, grátis onde ainda estiverem guardadas.',
  already: 'A versão {version, number} de **{actor}** já está em uso, então nada mudou.',
  kept: 'Nada foi mudado.',
  generate: 'Criar imagens',

  deleteTitle: 'Apagar a versão {version, number} de {actor}?',
  deletesSamples: 'as imagens de amostra dela, e imagens em cache criadas com ela que ninguém guarda',
  deletesRepository: 'o repositório dela no Hugging Face com todo o histórico: não há outra versão nele',
  deletesTag: 'a tag dela no Hugging Face',
  inUseThen:
    'Ela está em uso. Depois é usada a versão {next, number}, a mais nova que sobra e passa na verificação.',
  inUseThenNone:
    'Ela está em uso. Depois nenhuma versão fica em uso, até que uma seja treinada (`/train start`) ou escolhida aqui (`/actor versions`).',
  weightsStay:
    'Os pesos dela ficam no histórico do repositório privado, que as outras versões também usam, até o ator ser apagado (`/actor delete`).',
  deleteFinal: 'Imagens em galerias e canais ficam. Não dá para desfazer, e o número não é usado de novo.',
  deletedRepository:
    'A versão {version, number} de **{actor}** foi apagada, com as amostras e o repositório dela no Hugging Face.',
  deletedTag:
    'A versão {version, number} de **{actor}** foi apagada, com as amostras e a tag dela no Hugging Face.',
  wasInUse:
    'Ela estava em uso. Agora é usada a versão {next, number}, a mais nova que sobra e passa na verificação.',
  wasInUseNone:
    'Ela estava em uso. Agora nenhuma versão está em uso, até que uma seja treinada (`/train start`) ou escolhida aqui (`/actor versions`).',

  untrained: '**{actor}** não tem nenhuma versão treinada. `/train start` treina uma.',
  wasDeleted:
    'A versão {version, number} de **{actor}** foi apagada. `/actor versions` mostra as que existem.',
  noSuch: '**{actor}** não tem a versão {version, number}. `/actor versions` mostra as que existem.',
  onlyThey: 'Só o membro que cadastrou um ator e a pessoa retratada podem ver e mudar as versões dele.',
  notAgreed:
    'A pessoa retratada em **{actor}** ainda não concordou, então nenhuma versão pode ser usada. `/actor show` diz quem precisa concordar.',
  damagedButton: 'Este botão está danificado. Use `/actor versions`.',
};
