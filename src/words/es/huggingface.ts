import type { Room } from '../words.ts';

export const huggingface: Room<'huggingface'> = {
  loraRefused: 'El servicio de imágenes no pudo cargar el modelo entrenado. No se gastó nada.',
  loraRefusedSaying:
    'El servicio de imágenes no pudo cargar el modelo entrenado: {reason}. No se gastó nada.',
  badRequest: 'El proveedor no aceptó esta petición. Cambia el prompt o algún ajuste.',
  badRequestSaying: 'El proveedor no aceptó esta petición: {reason}. Cambia el prompt o algún ajuste.',
  notDownloaded:
    'El proveedor hizo la imagen, pero no pude descargarla. Cuenta para el presupuesto, así que no la hice otra vez.',
  pictureLost:
    'El proveedor aceptó la petición y perdió la imagen. Puede que cuente igual para el presupuesto, así que no la repetí.',
  providerBalance:
    'La cuenta compartida no tiene crédito con este proveedor o está bloqueada allí. No se gastó nada; elige otro modelo o avisa a un admin.',
  endpointAuth:
    'El endpoint propio del servidor me rechazó. Avisa a un admin de que revise INFERENCE_ENDPOINT_TOKEN.',
  tokenRefused:
    'Hugging Face rechazó mi token. Avisa a un admin de que lo renueve o le permita hacer llamadas de inferencia.',
  termsNotAccepted:
    'La cuenta compartida no puede usar este modelo hasta que se acepten sus condiciones en Hugging Face. Avisa a un admin o elige otro modelo.',
  paymentMethod:
    'Este proveedor quiere un método de pago que la cuenta compartida no tiene. Elige otro modelo.',
  creditsUsedUp:
    'El crédito de la cuenta compartida de Hugging Face se agotó. Las imágenes vuelven a funcionar cuando un admin la recargue o termine el mes.',
  creditsStillUsedUp:
    'El crédito de la cuenta compartida de Hugging Face se agotó, así que no se hace nada nuevo. Los admins ya lo saben. Las imágenes de la caché siguen funcionando.',
  notOnEndpoint:
    'El endpoint propio del servidor no tiene este modelo, o esta versión del actor. `/models list` muestra lo que hay disponible.',
  noLongerAvailable: 'Este modelo ya no está disponible. `/models list` muestra los que sí.',
  slowDown:
    'Hugging Face le pide a todo el mundo que vaya más despacio. No se gastó nada; inténtalo de nuevo en un minuto.',
  warmingUp: 'El modelo todavía se está preparando. No se gastó nada; inténtalo de nuevo en un minuto.',
  trouble: 'El proveedor tiene problemas. No se gastó nada; inténtalo de nuevo en un minuto.',
  timedOut:
    'El proveedor no respondió a tiempo. Puede que cuente igual para el presupuesto, así que no lo repetí.',
  endpointUnreachable:
    'No se puede acceder al endpoint propio del servidor. No se gastó nada; inténtalo de nuevo en un minuto.',
  unreachable: 'No se puede acceder a Hugging Face. No se gastó nada; inténtalo de nuevo en un minuto.',
  damaged: 'La imagen llegó dañada. No cuenta; inténtalo de nuevo.',
  noRoute: 'Este modelo no puede hacer imágenes a partir de texto con su proveedor. Elige otro modelo.',
  endpointError:
    'El endpoint propio del servidor respondió con un error: {reason}. Avisa a un admin o elige otro modelo.',
  providerError:
    'El proveedor respondió con un error: {reason}. Puede que cuente igual para el presupuesto, así que no lo repetí.',
  noPicture: 'El proveedor no envió una imagen. Inténtalo de nuevo o elige otro modelo.',
  refused: 'El proveedor rechazó la petición. Elige otro modelo o inténtalo más tarde.',
  connectionBroke:
    'Se cortó la conexión con el proveedor. Puede que la imagen cuente igual para el presupuesto, así que no la repetí.',
  noEndpoint: 'No hay ningún endpoint de inferencia.',
  noWords: 'El modelo respondió sin ninguna palabra.',
  notSendable: 'Este modelo no se puede enviar.',
  weightsGone:
    'El modelo entrenado de este actor ya no está en Hugging Face. No se gastó nada. `/train start` hace uno nuevo.',
  weightsNotServed:
    'Hugging Face no entrega el modelo entrenado ahora mismo. No se gastó nada; inténtalo de nuevo en un minuto.',
};
