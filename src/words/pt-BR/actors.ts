import type { Room } from '../words.ts';

export const actors: Room<'actors'> = {
  gone: 'Este ator não existe mais.',
  unknown: 'Não há nenhum ator com esse nome que você possa usar. `/actor list` mostra suas opções.',
  youHaveNotAgreed: 'Você ainda não concordou com imagens deste ator. Use o botão em `/actor show`.',
  notAgreed: 'A pessoa retratada ainda não concordou, então este ator não pode ser usado.',
  faceWaits:
    'O rosto deste ator já está cadastrado neste servidor, então um admin precisa permitir antes. Eles já sabem.',
  notShared: 'A pessoa retratada decide quem pode usar este ator, e você não está na lista.',
  onlyAsk: 'A pessoa retratada aprova cada imagem deste ator. Você só pode pedir imagens, com `/generate`.',

  noneUsable: 'Nenhum destes arquivos serve, então nada foi guardado.',
  fileRefused: '`{file}`: {why}',
  badName:
    'O nome de um ator tem de 1 a 32 letras, números, espaços, pontos, apóstrofos ou hifens, e começa com uma letra ou um número.',
  nameTaken: 'Este servidor já tem um ator com esse nome. Escolha outro.',
  faceKnown:
    'Alguém neste servidor já está cadastrado com este rosto, e os admins não permitem um rosto duas vezes. Nada foi guardado. Se for um engano, fale com eles.',
  offForYou: 'Um admin deste servidor desativou os cadastros para você: seu limite é 0.',
  dataDeleted: 'Seus dados foram apagados nesse meio-tempo, então nada foi cadastrado.',
  sayHowAgreed:
    'Para alguém de fora deste servidor, diga como a pessoa concordou: `/actor register` com `outsider`.',
  onlyMembers:
    'Este servidor só escala os próprios membros. Um admin pode mudar isso com `/settings consent`.',
  cannotAsk:
    'Você não pode pedir a este membro agora, então nada foi cadastrado. Ele pode se cadastrar com `/actor register`.',

  onlyPersonShares: 'Só a pessoa retratada decide quem pode usar um ator, com `/actor share`.',
  nothingToShare: 'A pessoa retratada ainda não concordou, então não há nada para compartilhar.',
  memberWithChosen: 'Só dá para escolher um membro com `visibility: Membros escolhidos`.',
  yoursAnyway: 'Você sempre pode usar seu próprio ator.',
  chooseMember: 'Escolha quem pode usar na opção `member`.',
};
