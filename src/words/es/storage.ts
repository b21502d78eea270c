import type { Room } from '../words.ts';

export const storage: Room<'storage'> = {
  diskFull:
    'El disco del bot está lleno, así que no se puede guardar nada nuevo y no se hace nada. Avisa a quienes gestionan el bot; después inténtalo de nuevo.',
  picturesAway:
    'Mi almacén de imágenes no responde ahora mismo. No se pierde nada: inténtalo de nuevo en un minuto.',
  recordsAway:
    'Mi base de datos no responde ahora mismo. No se pierde nada: inténtalo de nuevo en un minuto.',
};
