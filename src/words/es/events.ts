import type { Room } from '../words.ts';

export const events: Room<'events'> = {
  commandGone: 'Este comando ya no existe. Recarga Discord e inténtalo de nuevo.',
  buttonGone: 'Este botón es de una versión anterior del bot y ya no funciona.',
  formGone: 'Este formulario es de una versión anterior del bot. Empieza de nuevo.',
  formSlow: 'Tardé demasiado en abrir el formulario. {again}',
  commandAgain: 'Usa el comando otra vez.',
  menuAgain: 'Elígelo otra vez en el menú.',
  buttonAgain: 'Pulsa el botón otra vez.',
  restarting: 'Me estoy reiniciando. Pídelo de nuevo en un minuto.',
  onlyInServer: 'Esto solo funciona en un servidor, no en mensajes directos.',
  notInServer: 'Ya no estás en ese servidor.',
  notInstalled: 'No estoy en este servidor. Antes tiene que añadirme alguien que pueda gestionarlo.',
  onlyWhereAdded: 'Esto solo funciona en servidores que me hayan añadido.',
  notYourButtons:
    'Solo quien lo pidió puede usar estos botones. Añádeme a tus propias aplicaciones para pedir algo tú.',
  unexpected:
    'Algo salió mal por mi parte. Inténtalo de nuevo. Si sigue pasando, dale a un admin el id `{id}`; está en el registro.',
  late: 'Eso tardó demasiado para Discord, y la respuesta era solo para ti, así que no pude publicarla. Pídelo de nuevo, por favor.',
  tooLarge: 'El resultado es demasiado grande para un mensaje de Discord aquí.',
  failed: 'Lo que pediste antes no funcionó. Pídelo de nuevo.',
  imagesFailed: 'No pude hacer las imágenes que pediste antes. Pídelas de nuevo.',
  unsigned:
    'No pude firmar lo que hice como obra de un modelo, y quienes me gestionan no dejan salir nada sin esa firma. Está guardado: mira en `/gallery` dentro de unos minutos. El motivo está en mi registro.',
  offline:
    'Estuve mucho tiempo fuera de línea después de que pidieras imágenes. Pídelas de nuevo si todavía las quieres.',
  notStored:
    'No pude guardar lo que pediste, así que no se hizo ni se pagó nada. Pídelo de nuevo en un minuto. Si sigue pasando, avisa a un admin de que mi disco está lleno u ocupado.',
  youTyped: 'Esto es lo que escribiste, para que puedas copiarlo:',
};
