import type { Room } from '../words.ts';

export const workers: Room<'workers'> = {
  gone: 'Nenhum computador deste servidor que desenha com este modelo está mais conectado. Nada foi gasto. Peça de novo: aí uso o que tiver o modelo, e `/models list` mostra o quê.',
  silent:
    'Os computadores deste servidor pararam de responder enquanto desenhavam isto. Nada foi gasto. Peça de novo ou escolha outro modelo.',
  tooLong:
    'O computador deste servidor levou mais de 10 minutos. Nada foi gasto. Peça menos passos ou escolha outro modelo.',
  notThere:
    'O computador deste servidor não tem este modelo, ou esta versão do ator. Nada foi gasto. `/models list` mostra o que está disponível.',
  refused: 'O computador deste servidor não aceitou este pedido. Mude o prompt ou um ajuste.',
  refusedSaying: 'O computador deste servidor não aceitou este pedido: {reason}. Mude o prompt ou um ajuste.',
  failed:
    'Os computadores deste servidor não conseguiram desenhar isto. Nada foi gasto. Avise um admin ou escolha outro modelo.',
  failedSaying:
    'Os computadores deste servidor não conseguiram desenhar isto: {reason}. Nada foi gasto. Avise um admin ou escolha outro modelo.',
  tooMany: 'Este servidor já tem {most, number} chaves, e não guardo mais do que isso. Revogue uma primeiro.',
  nameTaken: 'Já existe uma chave chamada {name}. Escolha outro nome ou revogue essa primeiro.',
  title: 'Os computadores deste servidor',
  none: 'Ainda não há chaves. `/settings workers` com `new` cria uma. Um computador que a tenha desenha e treina só para este servidor; ele se conecta a mim, então não precisa de porta aberta.',
  noAddress: 'Ainda nenhum computador pode se conectar: quem cuida do bot precisa definir `PUBLIC_URL`.',
  made: 'Aqui está a chave **{name}**. Só mostro agora:',
  start: 'Rode isto no computador com a GPU, na pasta `colab` do projeto; o README dela diz como instalar:',
  startWindows: 'No Windows, no PowerShell:',
  careful:
    'Um computador com esta chave recebe os prompts dos membros, os modelos treinados de quem concordou com isso e as fotos dos treinos que ele faz. Guarde a chave como uma senha.',
  revoked: '**{name}** não pode mais se conectar.',
  unknownKey: 'Não há chave com esse nome. `/settings workers` lista todas.',
  newOrRevoke: 'Crie uma chave com `new` ou encerre uma com `revoke`, não os dois.',
  key: '🔑 **{name}** · criada {time}',
  unused: 'nenhum computador a usou desde que comecei',
  here: '🟢 **{name}** {facts} · {doing} · visto {time}',
  away: '🔴 **{name}** {facts} · desconectado, visto {time}',
  idle: 'esperando trabalho',
  drawing: 'desenhando {images, plural, one {# imagem} other {# imagens}}',
  training: 'treinando',
  draws: '-# Desenha com {models}',
  drawsAndTrains: '-# Desenha com e treina {models}',
  trains: '-# Treina {models}',
};
