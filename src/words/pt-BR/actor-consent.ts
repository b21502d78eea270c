import type { Room } from '../words.ts';

export const actorConsent: Room<'actorConsent'> = {
  text: 'Estas fotos mostram a mim, e eu sou maior de idade. Concordo que este bot as guarde, junto com medidas do meu rosto, treine com elas um modelo de imagem (uma LoRA) da minha aparência no serviço de treino escolhido para este bot, ou em um computador que este servidor conectou, guarde esse modelo em um repositório privado e crie imagens de mim para mim e para o membro que me cadastrou. Para isso, o serviço de imagens que o servidor usa recebe até quatro destas fotos, ou o modelo treinado, por um link que expira. Para outras pessoas, só se eu compartilhar com /actor share. Nenhuma imagem sexual de mim, e nenhuma como criança. Posso retirar o consentimento a qualquer momento com /actor delete; então tudo isso é apagado.',
  statement:
    'A pessoa nestas fotos não está neste servidor. Ela é maior de idade e concordou, como declarado aqui, que este bot guarde estas fotos e medidas do rosto dela, treine um modelo de imagem (uma LoRA) da aparência dela e crie imagens dela, para as quais o serviço de imagens que o servidor usa recebe até quatro destas fotos, ou o modelo treinado, por um link que expira. Eu apago tudo isso quando ela me pedir.',

  title: '{person}, posso escalar você como **{actor}**?',
  uploaded:
    '{member} enviou {photos, plural, one {# foto e diz que ela mostra} other {# fotos e diz que elas mostram}} você.',
  titleOutsider: 'Aprovar **{actor}**, que não está neste servidor?',
  uploadedOutsider:
    '{member} enviou {photos, plural, one {# foto} other {# fotos}} e diz como a pessoa concordou:',
  uploadedForAdmin:
    '{member} enviou {photos, plural, one {# foto} other {# fotos}}. Um admin deste servidor precisa permitir.',
  canRuleOut:
    'Você pode excluir coisas (roupa de banho, violência, outras pessoas e mais), agora ou a qualquer momento.',
  canRuleOutShort: 'Você pode excluir coisas, agora ou a qualquer momento.',
  nobodyMakes: 'Até a aprovação, ninguém pode criar imagens de você. Recusar apaga as fotos na hora.',
  nobodyMakesOutsider:
    'Até a aprovação, ninguém pode criar imagens da pessoa retratada. Recusar apaga as fotos na hora.',
  deletedThen: 'Sem resposta, elas são apagadas {time}.',
  approve: 'Aprovar',
  decline: 'Recusar',
  look: 'Ver as fotos e responder',
  photosAlt: 'As fotos de {actor}, numeradas',
  photosTitle: '{photos, plural, one {A foto de {actor}} other {As # fotos de {actor}}}',
  reminder:
    '{person}, {member} ainda espera sua resposta sobre **{actor}**. Sem resposta, as fotos são apagadas {time}.',
  reminderLink:
    '{person}, {member} ainda espera sua resposta sobre **{actor}**. [O pedido]({link}) tem as fotos. Sem resposta, as fotos são apagadas {time}.',
  reminderAdmins:
    '{member} ainda espera a resposta de um admin sobre **{actor}**. Sem resposta, as fotos serão excluídas {time}.',

  agreed: '{member} concordou.',
  approved: '{member} aprovou.',
  canMake: 'Já dá para fazer imagens de **{actor}**. Com treino, a semelhança melhora: `/train start`.',
  howToChange:
    '`/actor share` escolhe quem pode usar o ator e o que ninguém pode criar de você. `/actor delete` retira seu consentimento e apaga tudo que foi criado com ele.',
  train: 'Iniciar treino',
  addPhotos: 'Adicionar fotos',

  ended: '{member}, o cadastro de **{actor}** não foi feito, e as fotos foram apagadas.',
  unreachable:
    'Não consigo perguntar sobre **{actor}**: não posso escrever em {channel}, e {person} não aceita mensagens diretas minhas. Continuo tentando, mas, se nada mudar, as fotos serão excluídas {time}. Me dê acesso ao canal, ou peça a {person} para permitir mensagens diretas de membros do servidor.',
  unreachableAdmins:
    'Não consigo perguntar sobre **{actor}**: não posso escrever em {channel}, e não consigo falar com nenhum admin. Continuo tentando, mas, se nada mudar, as fotos serão excluídas {time}. Me dê acesso ao canal, ou peça a um admin para escolher um canal de avisos.',
  youDeclined: 'Você recusou. O cadastro de **{actor}** não foi feito, e as fotos foram apagadas.',
  notAgain: '{member} não pode pedir de novo a você por {days, plural, one {# dia} other {# dias}}.',
  block: 'Bloquear este membro',
  never: 'Não deixar ninguém me pedir',
  askable: 'Deixar outros me pedirem',
  unblock: 'Desbloquear',
  unblockAll: 'Desbloquear todos',
  blocked: '{member} não pode mais pedir nada a você, em nenhum servidor.',
  blockedHow: 'Mude isso aqui ou com `/privacy requests`.',
  unblocked: '{member} pode pedir a você de novo.',
  unblockedAll: 'Todo mundo que você bloqueou pode pedir a você de novo.',
  neverAsked: 'Ninguém mais pode pedir para escalar você. Você ainda pode se cadastrar por conta própria.',
  neverAskedHow: 'Mude isso com `/privacy requests`.',
  askedAgain:
    'Outros membros podem pedir de novo para escalar você. Quem teve um pedido recusado precisa esperar {days, plural, one {# dia} other {# dias}}.',
  requests: 'Pedidos a você',
  requestsNever: 'Ninguém pode pedir para escalar você, em nenhum servidor.',
  requestsAllowed:
    'Outros membros podem pedir para escalar você. Nada é criado de você antes que você concorde.',
  blockedCount:
    '{members, plural, one {Um membro que você bloqueou não pode} other {# membros que você bloqueou não podem}} pedir nada a você. Não guardo uma lista de quem são, então aqui você só pode desbloquear todos.',

  renewTitle: 'O modelo treinado de **{actor}** pode ser enviado a um serviço de imagens?',
  renew:
    '{person}, você concordou com um texto de consentimento em que o modelo fica com o bot. Agora o serviço de imagens que este servidor usa também consegue criar imagens com ele: recebe o modelo por um link que expira. Este é o texto de hoje:',
  renewOutsider:
    '{person}, você declarou que a pessoa concordou com um texto em que o modelo fica com o bot. Agora o serviço de imagens que este servidor usa também consegue criar imagens com ele: recebe o modelo por um link que expira. Este é o texto de hoje:',
  renewUntil:
    'Até você concordar, o modelo fica com o bot, como você concordou antes. `/actor delete` retira seu consentimento e apaga tudo.',
  renewAgree: 'Concordar com este texto',
  renewKeep: 'Manter o texto anterior',
  newerText: 'Um texto de consentimento mais novo',
  renewed: '{person} concordou: agora imagens de **{actor}** também podem vir de serviços de imagens.',
  keptEarlier:
    'O modelo treinado de **{actor}** fica com o bot. Nada mais muda, e não pergunto a você de novo.',

  onlyPerson: 'Só a pessoa retratada nas fotos pode responder.',
  onlyAdmin: 'Só um admin do servidor pode responder.',
  onlyPersonRenews: 'Só a pessoa retratada pode responder.',
  onlyOwnerRenews: 'Só o membro que cadastrou esta pessoa pode responder.',
  photosChanged:
    'As fotos mudaram desde que você as viu. Olhe de novo com o botão do pedido ou com `/actor show`.',
  textChanged: 'O texto mudou desde então. `/actor show` tem o atual.',
  alreadyAgreed:
    'Você já concordou com isto. `/actor delete` retira seu consentimento e apaga tudo que foi criado com o ator.',
};
