import type { Room } from '../words.ts';

export const budgets: Room<'budgets'> = {
  cacheFree: 'Las imágenes de la caché siguen siendo gratis.',
  botOff: 'No hago imágenes nuevas: mi presupuesto diario está en 0.',
  offOutside: 'Las imágenes nuevas fuera de servidores están desactivadas.',
  tokensOfAll:
    'En el presupuesto compartido de hoy {left, plural, one {queda # token} other {quedan # tokens}}, y esto necesita {tokens, number}. Vuelve a estar lleno {time}. Las imágenes de la caché siguen siendo gratis.',
  tokensOfServer:
    'En la parte de este servidor del presupuesto de hoy {left, plural, one {queda # token} other {quedan # tokens}}, y esto necesita {tokens, number}. Vuelve a estar llena {time}. Las imágenes de la caché siguen siendo gratis.',
  tokensOfMember:
    'En tu parte del presupuesto de hoy {left, plural, one {queda # token} other {quedan # tokens}}, y esto necesita {tokens, number}. Vuelve a estar llena {time}.',
  tokensOutside:
    'En el presupuesto de hoy para imágenes fuera de servidores {left, plural, one {queda # token} other {quedan # tokens}}, y esto necesita {tokens, number}. Vuelve a estar lleno {time}. Las imágenes de la caché siguen siendo gratis.',
  imagesOff:
    'Un admin de este servidor te desactivó las imágenes nuevas. Las imágenes de la caché siguen siendo gratis.',
  imagesUsed:
    'Ya hiciste {images, plural, one {tu # imagen nueva} other {tus # imágenes nuevas}} de hoy en este servidor. Puedes hacer más {time}. Las imágenes de la caché siguen siendo gratis.',
  trainingsOff: 'Un admin de este servidor te desactivó los entrenamientos.',
  trainingsUsed:
    'En los últimos 7 días iniciaste {trainings, plural, one {# entrenamiento} other {# entrenamientos}}, el máximo que te permite este servidor.',
  trainingsUsedUntil:
    'En los últimos 7 días iniciaste {trainings, plural, one {# entrenamiento} other {# entrenamientos}}, el máximo que te permite este servidor. Puedes iniciar otro {time}.',

  accountDay:
    'En el presupuesto en dólares de hoy quedan {left}, y esto puede costar hasta {cost}. Habrá más {time}. Las imágenes de la caché siguen siendo gratis.',
  accountDayNothing:
    'El presupuesto en dólares de hoy está en 0, así que no se hace nada que cueste dinero. Las imágenes de la caché siguen siendo gratis.',
  accountMonth:
    'En el presupuesto en dólares de este mes quedan {left}, y esto puede costar hasta {cost}. Habrá más el {time}. Las imágenes de la caché siguen siendo gratis.',
  accountMonthNothing:
    'El presupuesto en dólares de este mes está en 0, así que no se hace nada que cueste dinero. Las imágenes de la caché siguen siendo gratis.',
  serverDay:
    'En el presupuesto en dólares de este servidor para hoy quedan {left}, y esto puede costar hasta {cost}. Habrá más {time}. Las imágenes de la caché siguen siendo gratis.',
  serverDayNothing:
    'El presupuesto en dólares de este servidor para hoy está en 0, así que no se hace nada que cueste dinero. Las imágenes de la caché siguen siendo gratis.',
  serverMonth:
    'En el presupuesto en dólares de este servidor para este mes quedan {left}, y esto puede costar hasta {cost}. Habrá más el {time}. Las imágenes de la caché siguen siendo gratis.',
  serverMonthNothing:
    'El presupuesto en dólares de este servidor para este mes está en 0, así que no se hace nada que cueste dinero. Las imágenes de la caché siguen siendo gratis.',
  memberDay:
    'En tu propio presupuesto en dólares de hoy quedan {left}, y esto puede costar hasta {cost}. Habrá más {time}. Las imágenes de la caché siguen siendo gratis.',
  memberDayNothing:
    'Tu propio presupuesto en dólares de hoy está en 0, así que no se hace nada que cueste dinero. Las imágenes de la caché siguen siendo gratis.',
  memberMonth:
    'En tu propio presupuesto en dólares de este mes quedan {left}, y esto puede costar hasta {cost}. Habrá más el {time}. Las imágenes de la caché siguen siendo gratis.',
  memberMonthNothing:
    'Tu propio presupuesto en dólares de este mes está en 0, así que no se hace nada que cueste dinero. Las imágenes de la caché siguen siendo gratis.',
};
