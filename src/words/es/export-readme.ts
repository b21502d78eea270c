import type { Room } from '../words.ts';

export const exportReadme: Room<'exportReadme'> = {
  title: 'Lo que este bot guarda sobre ti, a fecha de {date}.',
  part: 'Parte {part, number} de {parts, number}. Las partes son archivos zip independientes; los registros están en la parte 1.',
  actors:
    'actores que te muestran o que registraste, con las medidas de sus fotos, los datos de tu cara, los textos de consentimiento y cuándo se aceptaron, los límites y las versiones entrenadas',
  chosenFor: 'actores de otras personas que puedes usar',
  images: 'imágenes que hiciste e imágenes de ti que hicieron otros, con todos los ajustes',
  favourites: 'imágenes que marcaste como favoritos, tuyas o de otras personas',
  albums: 'tus álbumes: qué imágenes contienen y dónde los mostraste',
  given:
    'imágenes que diste para partir de ellas, y cómo dieron su permiso las personas que salen, si lo dijiste',
  trainings: 'entrenamientos que iniciaste y entrenamientos de esos actores',
  budget: 'tokens que usaste, por día (UTC)',
  trainingsThisWeek: 'cuándo iniciaste entrenamientos en los últimos 7 días',
  language: 'el idioma en el que te escribo, si no es inglés',
  rules: 'límites y bloqueos que los admins de servidores fijaron para ti',
  changed: 'ajustes de servidores que cambiaste como admin',
  failed: 'peticiones tuyas que fallaron; lo que pediste no se guarda',
  stopped: 'peticiones tuyas que pararon las reglas de seguridad; lo que pediste no se guarda',
  history:
    'lo que se hizo con personas y te nombra: quién registró, dio su permiso, compartió, eliminó, etc.',
  approvals: 'peticiones de imágenes a la espera de aprobación: las tuyas y las que tratan de ti',
  digests: 'resúmenes de imágenes de ti que te envié: qué contienen y dónde están',
  requests:
    'si otros pueden pedirte que seas un actor, y a cuántos miembros bloqueaste para que no pregunten',
  photoFiles: 'las fotos de esos actores, tal como están guardadas (JPEG)',
  sampleFiles: 'imágenes de muestra de sus entrenamientos (JPEG)',
  givenFiles: 'las imágenes que diste (JPEG)',
  imageFiles: 'las imágenes (PNG); los ajustes también están en cada archivo',
  ruledOut:
    'Fuera de esta parte: {images, plural, one {# imagen. Otra persona que sale en ella ya no quiere imágenes así.} other {# imágenes. Otra persona que sale en ellas ya no quiere imágenes así.}}',
  unchecked:
    'Fuera de esta parte: {images, plural, one {# imagen que no se pudo comprobar ahora mismo. Exporta de nuevo más tarde para tenerla.} other {# imágenes que no se pudieron comprobar ahora mismo. Exporta de nuevo más tarde para tenerlas.}}',
  delete: 'Para eliminarlo todo: /privacy delete',

  imagesTitle: 'Las imágenes que hiciste, a fecha de {date}.',
  imagesPart:
    'Parte {part, number} de {parts, number}. Cada archivo lleva sus ajustes y Content Credentials que dicen que lo hizo un modelo.',
  everything: 'Una copia de todo lo que este bot guarda sobre ti: /privacy export',
};
