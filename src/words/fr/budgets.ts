import type { Room } from '../words.ts';

export const budgets: Room<'budgets'> = {
  cacheFree: 'Les images du cache restent gratuites.',
  offOutside: 'Les nouvelles images hors des serveurs sont désactivées.',
  botOff: 'Je ne crée pas de nouvelles images : mon budget quotidien est à 0.',
  tokensOfAll:
    'Il reste {left, plural, one {# token} other {# tokens}} dans le budget commun du jour, et il en faut {tokens, number}. Il sera de nouveau plein {time}. Les images du cache restent gratuites.',
  tokensOfServer:
    'Il reste {left, plural, one {# token} other {# tokens}} dans la part de ce serveur du budget du jour, et il en faut {tokens, number}. Elle sera de nouveau pleine {time}. Les images du cache restent gratuites.',
  tokensOutside:
    'Il reste {left, plural, one {# token} other {# tokens}} dans le budget du jour pour les images hors des serveurs, et il en faut {tokens, number}. Il sera de nouveau plein {time}. Les images du cache restent gratuites.',
  tokensOfMember:
    'Il reste {left, plural, one {# token} other {# tokens}} dans ta part du budget du jour, et il en faut {tokens, number}. Elle sera de nouveau pleine {time}.',
  imagesOff:
    'Un admin de ce serveur a désactivé les nouvelles images pour toi. Les images du cache restent gratuites.',
  imagesUsed:
    'Tu as créé {images, plural, one {ta # nouvelle image} other {tes # nouvelles images}} du jour sur ce serveur. Tu pourras en créer d’autres {time}. Les images du cache restent gratuites.',
  trainingsOff: 'Un admin de ce serveur a désactivé les entraînements pour toi.',
  trainingsUsed:
    'Tu as lancé {trainings, plural, one {# entraînement} other {# entraînements}} ces 7 derniers jours, le maximum que ce serveur te permet.',
  trainingsUsedUntil:
    'Tu as lancé {trainings, plural, one {# entraînement} other {# entraînements}} ces 7 derniers jours, le maximum que ce serveur te permet. Tu pourras en lancer un autre {time}.',

  accountDay:
    'Il reste {left} dans le budget en dollars du jour, et ça peut coûter jusqu’à {cost}. Il y en aura à nouveau {time}. Les images du cache restent gratuites.',
  accountDayNothing:
    'Le budget en dollars du jour est à 0 $, donc rien de payant n’est créé. Les images du cache restent gratuites.',
  accountMonth:
    'Il reste {left} dans le budget en dollars du mois, et ça peut coûter jusqu’à {cost}. Il y en aura à nouveau le {time}. Les images du cache restent gratuites.',
  accountMonthNothing:
    'Le budget en dollars du mois est à 0 $, donc rien de payant n’est créé. Les images du cache restent gratuites.',
  serverDay:
    'Il reste {left} dans le budget en dollars de ce serveur pour aujourd’hui, et ça peut coûter jusqu’à {cost}. Il y en aura à nouveau {time}. Les images du cache restent gratuites.',
  serverDayNothing:
    'Le budget en dollars de ce serveur pour aujourd’hui est à 0 $, donc rien de payant n’est créé. Les images du cache restent gratuites.',
  serverMonth:
    'Il reste {left} dans le budget en dollars de ce serveur pour ce mois-ci, et ça peut coûter jusqu’à {cost}. Il y en aura à nouveau le {time}. Les images du cache restent gratuites.',
  serverMonthNothing:
    'Le budget en dollars de ce serveur pour ce mois-ci est à 0 $, donc rien de payant n’est créé. Les images du cache restent gratuites.',
  memberDay:
    'Il reste {left} dans ton budget en dollars pour aujourd’hui, et ça peut coûter jusqu’à {cost}. Il y en aura à nouveau {time}. Les images du cache restent gratuites.',
  memberDayNothing:
    'Ton budget en dollars pour aujourd’hui est à 0 $, donc rien de payant n’est créé. Les images du cache restent gratuites.',
  memberMonth:
    'Il reste {left} dans ton budget en dollars pour ce mois-ci, et ça peut coûter jusqu’à {cost}. Il y en aura à nouveau le {time}. Les images du cache restent gratuites.',
  memberMonthNothing:
    'Ton budget en dollars pour ce mois-ci est à 0 $, donc rien de payant n’est créé. Les images du cache restent gratuites.',
};
