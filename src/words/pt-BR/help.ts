import type { Room } from '../words.ts';

export const help: Room<'help'> = {
  start: 'Primeiros passos',
  images: 'Imagens',
  actors: 'Atores',
  yours: 'Você e seus dados',
  admins: 'Para admins',

  startTitle: 'De cinco fotos ao seu próprio ator',
  startCast: '**Escale** com {actorRegister}: 5 a 10 fotos de uma pessoa, que precisa concordar.',
  startGenerate:
    '**Crie** na hora com {generate}: um serviço de imagens recebe até quatro das fotos. `actor2` põe uma segunda pessoa na imagem, e *Mudar…* embaixo de uma imagem a muda com palavras.',
  startTrain:
    '**Treine** com {trainStart}, se as imagens não se parecerem o bastante com a pessoa: ele diz o que vai acontecer antes de começar e, depois, em que pé está. `using` em {generate} escolhe as fotos ou o modelo treinado; sem isso, uso o que tiver ficado mais parecido com a pessoa. {actorShow} tem os números.',
  startWithout: '{generate} também funciona sem ator: é só deixar de fora.',

  imagesGenerate:
    '{generate} pega suas palavras e cria de 1 a 4 imagens. O mesmo pedido duas vezes é grátis: vem do cache. Refazer cria novas.',
  imagesPack:
    '*Pacote…* em {actorShow} cria oito imagens de um ator em oito cenas: retratos, estações do ano, profissões, viagem ou um pacote deste servidor. Ele diz o preço e o tempo antes, e você pode cancelar no meio.',
  imagesImprove: '*Melhorar* embaixo de uma imagem sugere palavras melhores para o prompt. Você lê antes.',
  imagesFavourites:
    '*Favoritar* embaixo de uma imagem a guarda para {gallery} com `favourites:True`; *Salvar minhas imagens…* lá dá um zip das suas, e *Adicionar a um álbum…* começa um álbum que você pode mostrar em um canal.',
  imagesMenu:
    'No menu de uma mensagem (Apps), *Criar uma imagem disto* usa o texto dela como prompt, *Usar como referência* parte da imagem dela se todo mundo nela concordou, *Ver as configurações* diz como criei uma imagem, e *É nossa?*, se uma imagem é minha. Tudo que crio é assinado como feito por um modelo.',

  actorsRegister:
    'Um ator é uma pessoa que você pode pôr em imagens. {actorRegister} recebe 5 a 10 fotos, e a pessoa precisa concordar. Só com fotos, um ator já funciona na hora; {trainStart} faz um modelo que conhece melhor o rosto.',
  actorsYou:
    'Se for você, {actorShare} decide quem pode criar imagens suas, ou pergunta a você a cada vez, e *Limites…* lá diz o que ninguém pode criar. {actorShow} ajusta o resumo do que outros criaram.',

  yoursWords:
    '{quota} mostra o que ainda resta para você hoje e o que os admins definiram para você. {privacyExport} dá tudo que guardo sobre você, e {privacyDelete} apaga.',

  adminsWords:
    '{settingsShow} lista todas as configurações deste servidor. Um subcomando sem opções mostra o que está definido; toda mudança pode ser desfeita por dez minutos, e {settingsLog} diz quem a fez.',

  englishNames:
    'Os comandos e suas opções têm nomes em inglês em todos os idiomas; a descrição está em português.',
  foot: 'A pessoa retratada decide: ninguém pode usar um ator antes que a pessoa das fotos concorde.',

  hello: 'Oi, eu crio imagens',
  helloGenerate:
    '{generate} transforma suas palavras em uma imagem. Também posso colocar uma pessoa nela: cinco fotos, o OK dela, e temos um ator que você pode escalar.',
  helloFirst: 'Teste {generate} primeiro, depois {actorRegister} para um ator. {help} tem o resto.',
  helloConsent:
    'A pessoa das fotos decide. Ninguém pode usar um ator antes que ela concorde, e ela pode voltar atrás a qualquer momento.',

  thanks: 'Valeu por me adicionar. Quatro coisas para decidir',
  decideWhere:
    '**Onde:** {settingsChannels} escolhe os canais em que os membros podem me usar e onde os admins recebem avisos.',
  decideWho: '**Quem:** {settingsRoles} diz quem pode criar imagens, treinar e cadastrar atores.',
  decideHowMuch:
    '**Quanto:** {settingsMoney} define orçamentos em dólares, {settingsLimits}, em imagens e tokens.',
  decideWhom:
    '**De quem:** {settingsConsent} diz quem pode cadastrar alguém de fora do servidor. Até você mudar, ninguém pode.',
  strictest:
    'Tudo começa no modo mais rígido: nada sexual, só membros que concordam por conta própria. Os membros já podem me usar.',
  everySetting: '{settingsShow} lista todas as configurações, e {settingsLog}, quem mudou o quê.',

  outsideTitle: 'Imagens com palavras, onde você estiver',
  outsideGenerate:
    '{generate} cria imagens a partir das suas palavras. Os botões embaixo delas mudam, melhoram ou apagam.',
  outsideYours: '{gallery} tem o que você criou, e {quota} diz o que ainda resta para você hoje.',
  outsideActors: 'Atores pertencem aos servidores deles: só crio imagens deles lá.',
  outsideMenu:
    'No menu de uma mensagem (Apps), *Criar uma imagem disto* usa o texto dela como prompt, *Ver as configurações* diz como criei uma imagem, e *É nossa?*, se uma imagem é minha. Tudo que crio é assinado como feito por um modelo.',
  outsideWords:
    '{quota} mostra o que ainda resta para você hoje. {privacyExport} dá tudo que guardo sobre você, e {privacyDelete} apaga.',
  outsideReach:
    'Não alcanço minhas mensagens em um servidor ou em uma conversa de que não faço parte: use *Apagar* embaixo de uma imagem para tirá-la também da mensagem.',
};
