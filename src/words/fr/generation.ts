import type { Room } from '../words.ts';

export const generation: Room<'generation'> = {
  black:
    'Le filtre de sécurité du fournisseur a renvoyé une image noire. Elle ne compte pas ; change le prompt.',
  cutOff: 'L’image est arrivée abîmée. Elle ne compte pas ; réessaie.',
  notAnImage: 'Le fournisseur n’a pas envoyé d’image. Ça ne compte pas ; réessaie.',

  deletedBefore: 'Les images ont été supprimées avant que je puisse les montrer.',
  againstLimits:
    'Quelqu’un dessus ne veut plus d’images comme celles-ci, donc je ne montre pas ce que j’ai créé.',
  tooSexual: 'Entre-temps, ce que j’ai créé est trop sexuel pour être montré ici.',
  looksYoung: 'Quelqu’un dans ce que j’ai créé a l’air d’avoir moins de 18 ans, donc je ne le montre pas.',
  unchecked:
    'Je n’ai pas pu revérifier ce que j’ai créé à l’instant, donc je ne le montre pas ici. C’est dans `/gallery`.',
  deletedMeanwhile: 'Ce que tu as demandé a été supprimé entre-temps, donc il n’y a rien à montrer.',
  notKept: 'Cette image n’est plus stockée. Utilise `/generate` pour en créer une nouvelle.',
  channelClosed: 'Cette image vient d’un salon que tu ne peux pas voir.',
  isPrivate: 'Cette image est réservée au membre qui l’a créée.',
  notTheirsToDelete:
    'Seuls le membre qui a créé cette image, la personne représentée et les admins peuvent la supprimer.',

  nobodyCan: 'Rien ne peut créer cette image en ce moment.',
  trainedUnavailable:
    'Le modèle entraîné de **{actor}** n’est pas disponible en ce moment. Rien n’a été dépensé.',
  otherAvailable: '**{model}** est disponible maintenant.',
  loraNotLoaded: 'Le service d’images n’a pas pu charger le modèle entraîné.',
  restarting: 'Je redémarre. Rien n’a été dépensé ; redemande dans une minute.',
  interrupted:
    'J’ai redémarré pendant la création. C’est peut-être déjà payé, donc je ne l’ai pas refaite. Redemande si tu la veux toujours.',
  queueFull:
    '{images, plural, one {La file d’attente est pleine : # image attend.} other {La file d’attente est pleine : # images attendent.}} Rien n’a été dépensé ; réessaie dans quelques minutes.',
  leftAlone:
    'Le fournisseur échoue sans arrêt, donc je le laisse tranquille {seconds, number} s. Rien n’a été dépensé ; réessaie ensuite, ou choisis un autre modèle.',
  photoGone: 'Une photo de départ a été supprimée entre-temps, donc l’image n’a pas été créée. Redemande.',
  startGone: 'L’image de départ a été supprimée entre-temps.',
  startRuledOut:
    'Quelqu’un sur cette image ne veut plus d’images de ce genre, donc rien ne peut en être tiré. Rien n’a été dépensé.',

  price: 'Ça coûte environ {dollars}. Rien n’a encore été créé.',
  priceOver: 'Je n’attends une réponse qu’un jour, et il est passé. Redemande les images.',
  priceNotYours: 'Seul le membre qui a demandé ces images peut répondre à ça.',
  suggestionForbidden:
    'La suggestion enfreignait une règle, donc je ne la montre pas. Ton prompt est comme avant.',
  noSuggestion:
    'Je n’ai pas eu de suggestion à l’instant. Ton prompt est comme avant ; réessaie dans une minute.',

  imagesOff: 'Un admin de ce serveur a désactivé les nouvelles images pour toi.',
  waitingMost:
    'Tu as {requests, plural, one {# demande} other {# demandes}} en cours, le maximum que ce serveur te permet à la fois. Redemande quand l’une sera finie.',
  done: 'Cette demande est déjà finie.',
  notYoursToCancel: 'Seuls le membre qui a demandé ça et les admins peuvent l’annuler.',
  alreadyMaking: 'C’est déjà en cours. Ça arrive dans un instant, et tu pourras alors le supprimer.',
  cancelled: 'Annulé. Ce qui n’a pas encore commencé ne sera pas créé.',

  promptEmpty: 'Le prompt est vide. Décris ce que l’image doit montrer.',
  promptLong: 'Le prompt a {characters, number} caractères ; le maximum est {most, number}. Raccourcis-le.',
  actorFirst: 'Choisis aussi `actor` : la première personne sur l’image.',
  twoFromPhotos:
    'Les images de deux personnes sont créées à partir de leurs photos, car un modèle entraîné n’en connaît qu’une. Laisse `using` vide.',
  oneTwice: '**{actor}** est à la fois `actor` et `actor2`. Choisis deux personnes.',
  samePerson: '**{actor}** et **{other}** montrent la même personne. Choisis deux personnes.',
  notTrained: '**{actor}** n’a pas encore été entraîné ; `/train start` s’en charge.',
  noPhoto:
    '**{actor}** n’a aucune photo utilisable. Ajoutes-en avec `/actor photos` ; `/actor show` dit ce qui ne va pas avec celles d’aujourd’hui.',
  photosStay:
    'Ses photos restent ici : la personne représentée a accepté un ancien texte qui ne parle pas de les envoyer à un service d’images. Je lui ai demandé.',
  notFromPhotos: '**{actor}** ne peut pas encore être créé à partir de photos.',
  notVaried:
    'Les images de **{actor}** ne peuvent pas encore être déclinées ni modifiées : la personne représentée a accepté un ancien texte qui ne parle pas d’envoyer ses images à un service d’images. Je lui ai demandé.',
  trainedOn:
    '**{actor}** a été entraîné sur **{model}** et ne marche qu’avec ce modèle. Laisse le modèle vide.',
  strangerIn:
    'Quelqu’un sur cette image n’a pas accepté que tu crées des images de sa personne ici, donc je ne pars pas d’elle.',
  onlyRealistic:
    '**{actor}** ne veut pas d’images réalistes, et **{model}** ne fait que ça. Choisis un autre modèle.',
  limitsChanged:
    '**{actor}** a changé ce qu’on peut créer de sa personne depuis ta demande, donc rien n’a été créé. Rien n’a été dépensé ; redemande.',
  nowApproves:
    'La personne représentée approuve maintenant chaque image de **{actor}**. Redemande, et je lui poserai la question.',

  afterConsent:
    '**{actor}** est entraîné sur **{model}**, et {providers} pourrait créer des images avec, mais la personne représentée a accepté un ancien texte où le modèle entraîné reste chez le bot. Je lui ai demandé s’il peut y être envoyé.',
  refusedBy: '**{actor}** est entraîné sur **{model}**, et {provider} ne peut pas l’utiliser.',
  askedAgain:
    'Je redemanderai au service dans un jour. Les personnes qui gèrent le bot peuvent aussi définir `INFERENCE_ENDPOINT_URL`.',
  notServed:
    '**{actor}** est entraîné sur **{model}**, mais rien ne peut le servir en ce moment : aucun service d’images ne charge les modèles entraînés dessus. Ça marchera quand les personnes qui gèrent le bot auront défini `INFERENCE_ENDPOINT_URL`.',
  usePhotos: 'D’ici là, `using: photos` marche.',
  withoutActor: 'D’ici là, tu peux utiliser `/generate` sans l’acteur.',
  largeAlready: 'Je ne peux pas faire d’image plus grande que celle-ci.',
  noTouchUp: 'Les personnes qui me gèrent ont désactivé ça.',
};
