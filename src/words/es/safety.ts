import type { Room } from '../words.ts';

export const safety: Room<'safety'> = {
  minorSexual:
    'Esto no lo hago nunca, ni aquí ni en ninguna parte: puede mostrar a un menor de 18 años de forma sexual. No se gastó nada.',
  actorSexual:
    'Nunca hago imágenes sexuales de un actor, lo pida quien lo pida: un actor es una persona real. No se gastó nada; describe otra escena.',
  actorMinor:
    'Nunca muestro a un actor como niño o adolescente. No se gastó nada; descríbelo como la persona adulta que es.',
  adultOnly:
    'Solo hago contenido sexual en canales con restricción de edad, y solo si los admins del servidor lo permiten. No se gastó nada.',
  blockedWord:
    'Los admins de este servidor bloquearon algo de este prompt. No se gastó nada; dilo de otra manera.',
  explicitImage:
    'La imagen salió demasiado sexual para mostrarla aquí, así que nadie la ve. Cuenta igual para el presupuesto, pero la misma petición no se cobra otra vez. Prueba otro prompt.',
  youngImage:
    'Alguien en la imagen parece menor de 18 años, así que nadie la ve. Es una estimación y puede fallar. Cuenta igual para el presupuesto, pero la misma petición no se cobra otra vez. Describe a adultos o prueba otro prompt.',
  facelessImage:
    'La imagen salió sexual y no muestra ninguna cara que permita saber si todas las personas son adultas, así que nadie la ve. Cuenta igual para el presupuesto, pero la misma petición no se cobra otra vez. Prueba un prompt en el que se vea la cara.',
  unchecked:
    'El control de seguridad de la imagen no funcionó, así que nadie la ve y no se guarda. Inténtalo de nuevo en unos minutos.',

  never: '**{actor}** excluyó esto para sus imágenes: “{words}”. No se gastó nada; describe otra escena.',
  swimwear:
    '**{actor}** no quiere imágenes con ropa de baño o ropa interior. No se gastó nada; describe otra escena.',
  violence: '**{actor}** no quiere imágenes con violencia o armas. No se gastó nada; describe otra escena.',
  politics:
    '**{actor}** no quiere imágenes con política o publicidad. No se gastó nada; describe otra escena.',
  others:
    '**{actor}** no quiere a otras personas en sus imágenes. No se gastó nada; describe una escena sin nadie más.',
  realistic:
    '**{actor}** no quiere imágenes realistas. No se gastó nada; nombra un estilo dibujado, como acuarela o anime.',

  seenNever: '**{actor}** no quiere esto, y la imagen salió así, de modo que nadie la ve.',
  seenSwimwear:
    '**{actor}** no quiere imágenes con ropa de baño o ropa interior, y la imagen salió así, de modo que nadie la ve.',
  seenViolence:
    '**{actor}** no quiere imágenes con violencia o armas, y la imagen salió así, de modo que nadie la ve.',
  seenPolitics:
    '**{actor}** no quiere imágenes con política o publicidad, y la imagen salió así, de modo que nadie la ve.',
  seenOthers:
    '**{actor}** no quiere a otras personas en sus imágenes, y la imagen salió así, de modo que nadie la ve.',
  seenRealistic: '**{actor}** no quiere imágenes realistas, y la imagen salió así, de modo que nadie la ve.',
  seenCounts:
    'Cuenta igual para el presupuesto, pero la misma petición no se cobra otra vez. Prueba otro prompt.',

  lineLong:
    'Esa línea es demasiado larga: tiene como máximo {most, number} caracteres. Deja lo que más importa.',
  lineEmpty:
    'Esa línea no dice qué no se debe mostrar nunca. Escríbela como “nunca fumando” o “sin payasos, sin arañas”.',
  lineAsks:
    'Esa línea se contradice: pide “{words}” y lo prohíbe. Deja solo lo que no se debe mostrar nunca.',
  lineAllows:
    'Esa línea se contradice: permite “{words}” y lo prohíbe. Deja solo lo que no se debe mostrar nunca.',
  lineDemands:
    'Esta línea solo puede decir lo que no se debe mostrar nunca, no lo que siempre debe salir. Escríbela como “nunca fumando”.',
};
