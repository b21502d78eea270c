import type { Room } from '../words.ts';

export const storage: Room<'storage'> = {
  diskFull:
    'O disco do bot está cheio: não dá para guardar nem criar nada novo. Avise quem cuida do bot e depois tente de novo.',
  picturesAway:
    'Meu armazenamento de imagens não está respondendo agora. Nada se perdeu: tente de novo em um minuto.',
  recordsAway: 'Meu banco de dados não está respondendo agora. Nada se perdeu: tente de novo em um minuto.',
};
