import type { Room } from '../words.ts';

export const train: Room<'train'> = {
  waiting: 'Em espera: {actor}',
  running: 'Treinando {actor}',
  verifying: 'Verificando a semelhança de {actor}',
  uploading: 'Enviando {actor}',
  succeeded: 'Treino concluído: {actor}',
  failed: 'O treino falhou: {actor}',
  cancelled: 'Treino cancelado: {actor}',

  cancel: 'Cancelar',
  cancelTraining: 'Cancelar treino',
  cancelOf: 'Cancelar {actor}',
  confirm: 'Confirmar',
  resume: 'Retomar',
  startAgain: 'Começar de novo',
  trainAgain: 'Treinar de novo',
  useAnyway: 'Usar mesmo assim',
  generate: 'Criar imagens',
  takeInstead: 'Usar {base} no lugar',
  trainAnyway: 'Treinar mesmo assim',
  openNotebook: 'Abrir o notebook',
  newCode: 'Novo código',
  newCodeFor: 'Novo código para {actor}',

  planTitle: 'Treinar {actor}?',
  planIntro: 'Nada começou ainda. Vai acontecer o seguinte:',
  base: '**Base** {base}',
  licence: 'licença {licence}',
  untried:
    'Ninguém treinou nesta base em uma GPU ainda, então não se sabe quanto tempo leva nem quão bom fica.',
  planSteps: '**Passos** {steps, number}',
  planPhotos: '**Fotos** {photos, plural, one {# foto que serve} other {# fotos que servem}}',
  planPhotosLeft:
    '**Fotos** {photos, plural, one {# foto que serve} other {# fotos que servem}} ({left, number} de fora)',
  runs: '**Roda** {where}',
  takes: '**Duração** {time}',
  takesUnknown: 'Depende do computador; vou saber depois do primeiro treino.',
  takesAsBefore:
    '{trainings, plural, one {cerca de {time}, como o último treino desse tipo} other {cerca de {time}, como os últimos # treinos desse tipo}}',
  takesEstimated: 'cerca de {time} em uma GPU T4 (uma estimativa)',
  takesOnColab: 'cerca de {time} em uma GPU T4, que o Colab empresta de graça (uma estimativa)',
  costs: '**Custo** {cost}',
  costsNothing: 'nada',
  costsUnknown: 'por minuto; não consegui descobrir o preço agora',
  costsAbout:
    'cerca de {dollars}, da conta compartilhada do Hugging Face; a máquina é desligada em {most} de qualquer jeito',
  relayed:
    'Este bot não tem endereço na internet, então as fotos e os relatórios passam por um repositório privado no Hugging Face, que é apagado quando o treino acaba.',
  modelGoes:
    'O modelo treinado vai para um repositório privado no Hugging Face; a pessoa retratada pode mandar apagar a qualquer momento.',
  seconds: '{seconds, number} s',

  fromEndpoint: 'Imagens do ator treinado vêm do endpoint próprio do bot (`actor-lora serve`).',
  fromProvider:
    'Imagens do ator treinado vêm de {provider}, que recebe o modelo privado por um link que expira.',
  asksFirst: 'Pergunto antes à pessoa retratada: ela concordou com um texto anterior.',
  fromNobody:
    '**Nada consegue criar imagens com ele agora.** Nenhum serviço de imagens carrega modelos treinados nesta base, e o bot não tem endpoint próprio (`actor-lora serve`).',
  fromUnknown: 'Não sei agora quem consegue criar imagens do ator treinado: o Hugging Face não informou.',
  baseEndpoint: '{base}: imagens do endpoint próprio do bot',
  baseProvider: '{base}: imagens de {provider}',
  baseNobody: '{base}: ⚠ sem imagens agora: nada o serve',
  baseUnknown: '{base}: não está claro agora quem o serve',
  baseUntried: '{base}, não testado em GPU',

  whoRelayed:
    '**Só quem tem um token do Hugging Face que possa escrever em {owner} pode rodar isto**, porque este bot não tem um endereço na internet onde receber o resultado. Quem cuida do bot pode dispensar o token: com `PUBLIC_URL`, ou com `TRAINING_BACKEND=hf-jobs` ou `local`, em que o próprio bot inicia o treino.',
  whoGated:
    '**Você precisa de uma conta do Hugging Face que tenha aceitado os termos desta base** na [página dela]({link}), e de um token de leitura dessa conta.',
  tokenRelayed:
    'O secret `HF_TOKEN` dele precisa ser um token do Hugging Face com acesso de escrita a **{owner}**.',
  tokenGated:
    'O secret `HF_TOKEN` dele precisa ser um token do Hugging Face de uma conta que tenha aceitado os termos da base.',
  tokenNone: 'Você não precisa de conta nem token do Hugging Face: o bot publica o resultado.',

  startTitle: 'Treinar {actor}',
  resumeTitle: 'Retomar o treino de {actor}',
  steps: '{steps, plural, one {# passo} other {# passos}}',
  attemptFrom: 'A tentativa {attempt, number} continua do último checkpoint, perto do passo {step, number}.',
  afterOthers: 'Começa quando o treino anterior terminar.',
  startsHere: 'Começa daqui a pouco, no computador em que o bot roda.',
  startsMachine: 'Estou pedindo uma máquina; leva um ou dois minutos.',
  follow: 'Dá para acompanhar no canal, e menciono você quando terminar.',
  stepOpen: 'Abra o notebook com o botão abaixo.',
  stepCopy: 'Copie este código de treino e cole no formulário do notebook:',
  stepRun: 'Rode o notebook.',
  updates: 'A primeira atualização leva um ou dois minutos; depois vem uma a cada dois minutos.',
  codeWorks:
    'O código funciona uma vez e expira {time}. Não passe para ninguém: quem tiver o código recebe as fotos.',
  photosOverRepo:
    '{photos, plural, one {A foto vai} other {As # fotos vão}} para o notebook que você roda, por um repositório privado no Hugging Face que é apagado no fim. O modelo treinado vai para um repositório privado no Hugging Face.',
  photosOverLinks:
    '{photos, plural, one {A foto vai} other {As # fotos vão}} para o notebook que você roda, por links que duram uma hora. O modelo treinado vai para um repositório privado no Hugging Face.',
  dropped: 'Nada foi iniciado. Use `/train start` quando quiser.',
  codeReminder:
    '{member}, o código de treino de **{actor}** ainda não foi usado e expira {time}. Cole no notebook, ou pegue um novo aqui se não tiver mais o código.',

  stepOf: 'passo {step, number} de {steps, number}',
  loss: 'loss {loss}',
  likeness: 'semelhança {likeness}',
  likenessBest: 'semelhança {likeness}, a melhor {best} no passo {step, number}',
  pace: '{pace} passos por segundo',
  timeLeft: 'faltam cerca de {time}',
  silent:
    'Nada chegou do treinador desde {time}. Se ele foi fechado, **Retomar** continua do último checkpoint.',
  attempt: 'tentativa {attempt, number}',
  startedBy: 'iniciado por {member} {time}',
  ended: 'terminou {time}',
  samplePhoto: 'Foto',
  sampleNewest: 'Amostra mais recente',
  altSample: 'A amostra mais recente de {actor}.',
  altSampleBeside: 'A amostra mais recente de {actor} ao lado de uma foto.',
  altLoss: 'Loss de {first} no passo {from, number} até {last} no passo {to, number}.',
  chartTitle: 'Loss',
  chartStep: 'passo {step, number}',

  title: 'Treinos',
  none: 'Você ainda não tem treinos aqui. `/train start` treina um dos seus atores.',
  codeExpires: 'O código de treino expira {time}. **Novo código** dá um novinho.',
  machineStarting: 'A máquina está iniciando.',
  waitsForRoom: 'Começa quando houver lugar.',
  endedAtStep: '{time}, no passo {step, number} de {steps, number}',
  fetching: 'Buscando o resultado no Hugging Face…',
  lastHeard: 'último sinal do treinador {time}',
  trainerLine: 'treinador: {line}',
  older: 'e mais {trainings, number} antigos',
  altChart: 'Loss ao treinar {actor}: de {first} até {last}',
  lossOf: '**Loss de {actor}** · {first} → {last} em {steps, plural, one {# passo} other {# passos}}',

  cancelledBySelf: '{member} cancelou o treino de **{actor}**. Nada dele foi guardado.',
  cancelledByOther: '{member}, {other} cancelou o treino de **{actor}**. Nada dele foi guardado.',
  failedTitle: 'O treino de {actor} falhou',
  noReason: 'O treinador não disse o motivo.',
  trainerSays: 'O treinador diz: {reason}',
  trainedTitle: 'O treino de {actor} terminou',
  ready:
    '{member}, a versão {version, number} está pronta: {steps, plural, one {# passo} other {# passos}} em {base}.',
  readyIn:
    '{member}, a versão {version, number} está pronta: {steps, plural, one {# passo} other {# passos}} em {base}, em {time}.',
  kept: '{member}, a versão {version, number} está guardada: {steps, plural, one {# passo} other {# passos}} em {base}.',
  keptIn:
    '{member}, a versão {version, number} está guardada: {steps, plural, one {# passo} other {# passos}} em {base}, em {time}.',
  belowBar:
    '**Ficou abaixo da meta**, então fica guardada, mas não é usada: a versão {version, number} continua em uso.',
  belowBarNone: '**Ficou abaixo da meta**, então fica guardada, mas não é usada: nenhuma versão está em uso.',
  compares: '`/actor versions` compara as versões.',
  sample: 'Amostra {n, number} de {actor}',
  standIn:
    'Feito pelo treinador de simulação do playground: nada foi treinado. As imagens dele são prévias desenhadas.',

  stopped: 'O treino de **{actor}** foi cancelado. O treinador para agora ou no próximo relatório.',
  whichToStop: 'Qual treino você quer parar?',
  startedAt: 'iniciado {time}',
  noneRunning: 'Você não tem nenhum treino rodando, então não há nada para cancelar.',
  damaged: 'Este botão não funciona mais. Use `/train start`.',
  fromWorker:
    'Imagens do ator treinado vêm de um computador deste servidor, que recebe o modelo privado por um link que expira.',
  baseWorker: '{base}: imagens de um computador deste servidor',
  startsWorker: 'Começa assim que um computador deste servidor estiver livre.',
};
