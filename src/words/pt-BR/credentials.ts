import type { Room } from '../words.ts';

export const credentials: Room<'credentials'> = {
  withheld:
    'Não consegui assinar esta imagem como obra de um modelo, então ela não é mostrada. Ela está guardada: tente de novo em alguns minutos. Quem cuida do bot vê o motivo no log.',
};
