import type { Room } from '../words.ts';

export const actorFaces: Room<'actorFaces'> = {
  samePerson:
    '{count, plural, one {{actors} montre la même personne.} other {{actors} montrent la même personne.}} Deux looks d’une même personne, ça va.',
  sameAs: 'C’est le même visage que celui de {actors}. Les admins sont prévenus.',
  maybeSameAs: 'C’est peut-être le même visage que celui de {actors}. Les admins sont prévenus.',
  somebody: 'Quelqu’un est déjà enregistré avec ce visage sur ce serveur. Les admins sont prévenus.',
  maybeSomebody:
    'Quelqu’un est peut-être déjà enregistré avec ce visage sur ce serveur. Les admins sont prévenus.',

  title: 'Le même visage a été enregistré à nouveau',
  registered: '{member} a enregistré **{actor}**, qui montre {person}.',
  registeredOutsider: '{member} a enregistré **{actor}**, qui montre une personne hors de ce serveur.',
  wasDeleted: 'Son visage était celui d’un acteur qui a été supprimé.',
  cannotTellSays:
    'Je ne distingue pas son visage de celui de **{actor}**, qui montre {person} d’après {member}.',
  cannotTellAgreed:
    'Je ne distingue pas son visage de celui de **{actor}**, qui montre {person}, comme cette personne l’a confirmé.',
  cannotTellOutsider:
    'Je ne distingue pas son visage de celui de **{actor}**, qui montre une personne hors de ce serveur d’après {member}.',
  maybe: 'Son visage est peut-être celui de **{actor}**, qui montre {person} d’après {member}.',
  maybeAgreed:
    'Son visage est peut-être celui de **{actor}**, qui montre {person}, comme cette personne l’a confirmé.',
  maybeOutsider:
    'Son visage est peut-être celui de **{actor}**, qui montre une personne hors de ce serveur d’après {member}.',
  sameMember: 'C’est le même membre : un deuxième look de la même personne.',
  waits: 'Il ne peut pas être utilisé tant qu’un admin ne l’a pas autorisé.',
  nothingHappens: 'Rien ne se passe automatiquement ; `/settings consent` change ça pour la prochaine fois.',
  askBoth:
    'Je ne sais pas distinguer les jumeaux et les sosies : demande aux deux personnes avant de décider.',
  deleteInServer: '`/actor delete` sur le serveur le supprime.',
  allow: 'Autoriser',
  allowActor: 'Autoriser {actor}',
  delete: 'Supprimer…',
  forAdmins: 'Pour les admins. `/settings channels` décide où vont les avis comme celui-ci.',
  refusedTitle: 'Un visage déjà enregistré a été refusé',
  refused:
    '{member} a envoyé des photos pour **{actor}**. Le visage est celui de {actors}, donc les photos ont été refusées et n’ont pas été gardées.',
  refusedDeleted:
    '{member} a envoyé des photos pour **{actor}**. Le visage est celui d’un acteur qui a été supprimé, donc les photos ont été refusées et n’ont pas été gardées.',
  refusedForAdmins:
    'Pour les admins. `/settings consent` décide de ce qui se passe quand un visage est enregistré à nouveau.',
  allowed: '{admin} a autorisé **{actor}**, enregistré par {member}.',
  waiting: '**En attente d’un admin, car le visage est déjà enregistré** ({count, number})',
  waitingActor: '**{actor}**, enregistré par {member}',

  yoursTitle: 'Ton visage a été enregistré à nouveau',
  yoursMaybeTitle: 'Ton visage a peut-être été enregistré à nouveau',
  yours:
    'Sur le serveur où **{actor}** est enregistré, quelqu’un a enregistré un acteur dont je ne distingue pas le visage du tien.',
  yoursMaybe:
    'Sur le serveur où **{actor}** est enregistré, quelqu’un a enregistré un acteur qui te ressemble beaucoup.',
  adminsTold: 'J’ai prévenu les admins, qui peuvent le supprimer.',
  yoursNext:
    'Si tu ne veux pas de ça, écris à un admin de ce serveur : les admins savent qui l’a enregistré et peuvent le supprimer. Je ne sais pas distinguer les jumeaux et les sosies. Ton propre acteur reste comme il est, et `/actor share` décide toujours qui peut l’utiliser.',

  wasAllowed: '**{actor}** a été autorisé. `/actor show` dit ce qui vient ensuite.',
  wasAllowedUnnamed:
    '{member}, l’acteur qui attendait un admin a été autorisé. `/actor show` dit ce qui vient ensuite.',
  notAllowed:
    '**{actor}** n’a pas été autorisé en une semaine, donc il n’est pas enregistré et ses photos ont été supprimées.',
  notAllowedUnnamed:
    '{member}, l’acteur qui attendait un admin n’a pas été autorisé en une semaine, donc il n’est pas enregistré et ses photos ont été supprimées.',

  onlyAdminAllows: 'Seul un admin du serveur peut autoriser ça.',
};
