import type { Room } from '../words.ts';

export const credentials: Room<'credentials'> = {
  withheld:
    'No pude firmar esta imagen como obra de un modelo, así que no se muestra. Está guardada: inténtalo de nuevo en unos minutos. Quienes gestionan el bot pueden ver el motivo en su registro.',
};
