import type { Room } from '../words.ts';

export const workers: Room<'workers'> = {
  gone: 'Ya no está conectado ninguno de los equipos de este servidor que dibujan con este modelo. No se gastó nada. Pídelo de nuevo: entonces uso lo que lo tenga, y `/models list` muestra qué es.',
  silent:
    'Los equipos de este servidor dejaron de responder mientras dibujaban esto. No se gastó nada. Pídelo de nuevo o elige otro modelo.',
  tooLong:
    'El equipo de este servidor tardó más de 10 minutos. No se gastó nada. Pide menos pasos o elige otro modelo.',
  notThere:
    'El equipo de este servidor no tiene este modelo, o esta versión del actor. No se gastó nada. `/models list` muestra qué hay disponible.',
  refused: 'El equipo de este servidor no aceptó esta petición. Cambia el prompt o un ajuste.',
  refusedSaying:
    'El equipo de este servidor no aceptó esta petición: {reason}. Cambia el prompt o un ajuste.',
  failed:
    'Los equipos de este servidor no lograron dibujar esto. No se gastó nada. Avisa a un admin o elige otro modelo.',
  failedSaying:
    'Los equipos de este servidor no lograron dibujar esto: {reason}. No se gastó nada. Avisa a un admin o elige otro modelo.',
  tooMany: 'Este servidor ya tiene {most, number} claves, y no guardo más. Revoca una primero.',
  nameTaken: 'Ya hay una clave llamada {name}. Elige otro nombre o revócala primero.',
  title: 'Los equipos de este servidor',
  none: 'Aún no hay claves. `/settings workers` con `new` crea una. Un equipo que la tenga dibuja y entrena solo para este servidor; se conecta a mí, así que no necesita ningún puerto abierto.',
  noAddress:
    'Todavía no se puede conectar ningún equipo: quienes gestionan el bot tienen que configurar `PUBLIC_URL`.',
  made: 'Esta es la clave **{name}**. Solo la muestro ahora:',
  start:
    'Ejecuta esto en el equipo con la GPU, en la carpeta `colab` del proyecto; su README dice cómo instalarlo:',
  startWindows: 'En Windows, en PowerShell:',
  careful:
    'Un equipo con esta clave recibe los prompts de los miembros, los modelos entrenados de quienes lo aceptaron y las fotos de los entrenamientos que hace. Guarda la clave como una contraseña.',
  revoked: '**{name}** ya no puede conectarse.',
  unknownKey: 'No hay ninguna clave con ese nombre. `/settings workers` las enumera.',
  newOrRevoke: 'Crea una clave con `new` o retira una con `revoke`, no las dos cosas.',
  key: '🔑 **{name}** · creada {time}',
  unused: 'ningún equipo la ha usado desde que arranqué',
  here: '🟢 **{name}** {facts} · {doing} · visto {time}',
  away: '🔴 **{name}** {facts} · desconectado, visto {time}',
  idle: 'espera trabajo',
  drawing: 'dibuja {images, plural, one {# imagen} other {# imágenes}}',
  training: 'entrena',
  draws: '-# Dibuja con {models}',
  drawsAndTrains: '-# Dibuja con y entrena {models}',
  trains: '-# Entrena {models}',
};
