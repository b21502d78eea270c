import type { Room } from '../words.ts';

export const events: Room<'events'> = {
  commandGone: 'Esse comando não existe mais. Recarregue o Discord e tente de novo.',
  buttonGone: 'Esse botão é de uma versão mais antiga do bot e não funciona mais.',
  formGone: 'Esse formulário é de uma versão mais antiga do bot. Comece de novo.',
  formSlow: 'Demorei demais para abrir o formulário. {again}',
  commandAgain: 'Use o comando de novo.',
  menuAgain: 'Escolha de novo no menu.',
  buttonAgain: 'Clique no botão de novo.',
  restarting: 'Estou reiniciando. Peça de novo em um minuto.',
  onlyInServer: 'Isso só funciona em um servidor, não em mensagens diretas.',
  notInServer: 'Você não está mais nesse servidor.',
  notInstalled:
    'Não estou instalado neste servidor. Alguém que possa gerenciar o servidor precisa me adicionar antes.',
  unexpected:
    'Algo deu errado do meu lado. Tente de novo. Se continuar, passe o ID `{id}` a um admin; ele está no log.',
  late: 'Isso demorou demais para o Discord, e a resposta era só para você, então não pude publicá-la. Peça de novo, por favor.',
  tooLarge: 'O resultado é grande demais para uma mensagem do Discord aqui.',
  failed: 'Seu pedido anterior não deu certo. Peça de novo.',
  imagesFailed: 'Não consegui criar as imagens que você pediu antes. Peça de novo.',
  unsigned:
    'Não consegui assinar o que criei como obra de um modelo, e quem cuida de mim não deixa nada sair sem isso. Está guardado: olhe na `/gallery` em alguns minutos. Eles veem o motivo no meu log.',
  offline: 'Fiquei muito tempo offline depois que você pediu imagens. Peça de novo se ainda quiser.',
  notStored:
    'Não consegui salvar seu pedido, então nada foi criado nem pago. Peça de novo em um minuto. Se continuar, diga a um admin que meu disco está cheio ou ocupado.',

  onlyWhereAdded: 'Isso só funciona em servidores que me adicionaram.',
  notYourButtons: 'Só quem pediu pode usar estes botões. Adicione-me aos seus apps para pedir também.',
  youTyped: 'Isto foi o que você escreveu, para você poder copiar:',
};
