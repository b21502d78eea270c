import type { Room } from '../words.ts';

export const help: Room<'help'> = {
  start: 'Primeros pasos',
  images: 'Imágenes',
  actors: 'Actores',
  yours: 'Tú y tus datos',
  admins: 'Para admins',

  startTitle: 'De cinco fotos a tu propio actor',
  startCast:
    '**Regístralo** con {actorRegister}: de 5 a 10 fotos de una persona, que tiene que dar su permiso.',
  startGenerate:
    '**Genera** al momento con {generate}: un servicio de imágenes recibe hasta cuatro de las fotos. `actor2` pone a una segunda persona en la imagen, y *Cambiar…* debajo de una imagen la cambia con palabras.',
  startTrain:
    '**Entrena** con {trainStart} si las imágenes no se parecen lo suficiente a la persona: antes de empezar te dice qué va a pasar, y luego por dónde va. `using` en {generate} elige las fotos o el modelo entrenado; sin eso, uso lo que más se haya parecido a la persona. Las cifras están en {actorShow}.',
  startWithout: '{generate} también funciona sin actor: basta con no elegirlo.',

  imagesGenerate:
    '{generate} toma tus palabras y hace de 1 a 4 imágenes. Pedir lo mismo dos veces es gratis: sale de la caché. Regenerar hace otras nuevas.',
  imagesPack:
    '*Pack…* en {actorShow} hace ocho imágenes de un actor en ocho escenas: retratos, estaciones, profesiones, viajes o un pack de este servidor. Antes te dice el precio y el tiempo, y puedes cancelar a mitad de camino.',
  imagesImprove: '*Mejorar* debajo de una imagen sugiere mejores palabras para su prompt. Antes las lees tú.',
  imagesFavourites:
    '*Favorito* debajo de una imagen la guarda para {gallery} con `favourites:True`; *Guardar mis imágenes…* ahí te da un zip con las tuyas, y *Añadir a un álbum…* crea un álbum que puedes mostrar en un canal.',
  imagesMenu:
    'En el menú de un mensaje (Aplicaciones), *Hacer una imagen de esto* usa su texto como prompt, *Usar como referencia* parte de su imagen si todas las personas que salen dieron su permiso, *Ver los ajustes* te dice cómo hice una imagen, y *¿Es nuestra?* si una imagen es mía. Todo lo que hago va firmado como hecho por un modelo.',

  actorsRegister:
    'Un actor es una persona que puedes poner en imágenes. {actorRegister} pide de 5 a 10 fotos, y la persona tiene que dar su permiso. Solo con fotos, un actor funciona al momento; {trainStart} crea un modelo que conoce mejor la cara.',
  actorsYou:
    'Si eres tú, {actorShare} decide quién puede hacer imágenes de ti, o te pregunta cada vez, y *Límites…* ahí dice qué no puede hacer nadie. En {actorShow} ajustas tu resumen de lo que hicieron otros.',

  yoursWords:
    '{quota} muestra lo que te queda hoy y lo que los admins fijaron para ti. {privacyExport} te da todo lo que guardo sobre ti, y {privacyDelete} lo elimina.',

  adminsWords:
    '{settingsShow} lista todos los ajustes de este servidor. Un subcomando sin opciones muestra lo que hay puesto; cada cambio se puede deshacer durante diez minutos, y {settingsLog} dice quién lo hizo.',

  englishNames:
    'Los comandos y sus opciones tienen nombres en inglés en todos los idiomas; su descripción está en español.',
  foot: 'Decide la persona retratada: nadie puede usar un actor antes de que la persona de las fotos dé su permiso.',

  hello: 'Hola, hago imágenes',
  helloGenerate:
    '{generate} convierte tus palabras en una imagen. También puedo poner a una persona en ella: cinco fotos, su OK, y ya es un actor que puedes usar.',
  helloFirst:
    'Prueba primero {generate} y después {actorRegister} para tener un actor. El resto está en {help}.',
  helloConsent:
    'Decide la persona de las fotos. Nadie puede usar un actor antes de que dé su permiso, y puede retirarlo cuando quiera.',

  thanks: 'Gracias por añadirme. Cuatro cosas por decidir',
  decideWhere:
    '**Dónde:** {settingsChannels} elige en qué canales pueden usarme los miembros y dónde reciben avisos los admins.',
  decideWho: '**Quién:** {settingsRoles} dice quién puede hacer imágenes, entrenar y registrar actores.',
  decideHowMuch:
    '**Cuánto:** {settingsMoney} fija presupuestos en dólares, {settingsLimits} en imágenes y tokens.',
  decideWhom:
    '**A quién:** {settingsConsent} dice quién puede registrar a alguien de fuera del servidor. Mientras no lo cambies, nadie puede.',
  strictest:
    'Todo empieza en su nivel más estricto: nada sexual, y solo miembros que den su permiso. Los miembros ya pueden usarme.',
  everySetting: '{settingsShow} lista todos los ajustes, y {settingsLog} quién cambió qué.',
  outsideTitle: 'Imágenes con palabras, donde estés',
  outsideGenerate:
    '{generate} hace imágenes con tus palabras. Los botones debajo de ellas las cambian, mejoran o eliminan.',
  outsideYours: 'En {gallery} está lo que hiciste, y {quota} te dice lo que te queda hoy.',
  outsideActors: 'Los actores son de sus servidores: solo allí hago imágenes de ellos.',
  outsideMenu:
    'En el menú de un mensaje (Aplicaciones), *Hacer una imagen de esto* usa su texto como prompt, *Ver los ajustes* te dice cómo hice una imagen, y *¿Es nuestra?* si una imagen es mía. Todo lo que hago va firmado como hecho por un modelo.',
  outsideWords:
    '{quota} muestra lo que te queda hoy. {privacyExport} te da todo lo que guardo sobre ti, y {privacyDelete} lo elimina.',
  outsideReach:
    'No llego a mis mensajes en un servidor o una conversación de los que no formo parte: pulsa *Eliminar* debajo de una imagen para quitarla también del mensaje.',
};
