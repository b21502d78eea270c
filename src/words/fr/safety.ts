import type { Room } from '../words.ts';

export const safety: Room<'safety'> = {
  minorSexual:
    'Ça, je ne le crée jamais, ni ici ni ailleurs : ça montre peut-être quelqu’un de moins de 18 ans de façon sexuelle. Rien n’a été dépensé.',
  actorSexual:
    'Je ne crée jamais d’images sexuelles d’un acteur, peu importe qui demande : un acteur est une vraie personne. Rien n’a été dépensé ; décris une autre scène.',
  actorMinor:
    'Je ne montre jamais un acteur en enfant ou en ado. Rien n’a été dépensé ; décris-le comme l’adulte que c’est.',
  adultOnly:
    'Je ne crée de contenu sexuel que dans les salons soumis à une limite d’âge, et seulement si les admins du serveur l’autorisent. Rien n’a été dépensé.',
  blockedWord:
    'Les admins de ce serveur ont bloqué quelque chose dans ce prompt. Rien n’a été dépensé ; formule-le autrement.',
  explicitImage:
    'L’image obtenue est trop sexuelle pour être montrée ici, donc personne ne la voit. Elle compte quand même dans le budget, mais la même demande n’est pas facturée une deuxième fois. Essaie un autre prompt.',
  youngImage:
    'Quelqu’un sur l’image a l’air d’avoir moins de 18 ans, donc personne ne la voit. C’est une estimation, et elle peut se tromper. Elle compte quand même dans le budget, mais la même demande n’est pas facturée une deuxième fois. Décris des adultes ou essaie un autre prompt.',
  facelessImage:
    'L’image obtenue est sexuelle et ne montre aucun visage prouvant que tout le monde dessus est adulte, donc personne ne la voit. Elle compte quand même dans le budget, mais la même demande n’est pas facturée une deuxième fois. Essaie un prompt qui montre le visage.',
  unchecked:
    'Le contrôle de sécurité de l’image n’a pas marché, donc personne ne la voit et elle n’est pas gardée. Réessaie dans quelques minutes.',

  never: '**{actor}** a exclu ça de ses images : « {words} ». Rien n’a été dépensé ; décris une autre scène.',
  swimwear:
    '**{actor}** ne veut pas d’images en maillot de bain ou en sous-vêtements. Rien n’a été dépensé ; décris une autre scène.',
  violence:
    '**{actor}** ne veut pas d’images avec de la violence ou des armes. Rien n’a été dépensé ; décris une autre scène.',
  politics:
    '**{actor}** ne veut pas d’images avec de la politique ou de la publicité. Rien n’a été dépensé ; décris une autre scène.',
  others:
    '**{actor}** ne veut pas d’autres personnes sur ses images. Rien n’a été dépensé ; décris une scène sans elles.',
  realistic:
    '**{actor}** ne veut pas d’images réalistes. Rien n’a été dépensé ; nomme un style dessiné, comme aquarelle ou anime.',

  seenNever: '**{actor}** ne veut pas ça, et c’est ce que montre l’image obtenue, donc personne ne la voit.',
  seenSwimwear:
    '**{actor}** ne veut pas d’images en maillot de bain ou en sous-vêtements, et c’est ce que montre l’image obtenue, donc personne ne la voit.',
  seenViolence:
    '**{actor}** ne veut pas d’images avec de la violence ou des armes, et c’est ce que montre l’image obtenue, donc personne ne la voit.',
  seenPolitics:
    '**{actor}** ne veut pas d’images avec de la politique ou de la publicité, et c’est ce que montre l’image obtenue, donc personne ne la voit.',
  seenOthers:
    '**{actor}** ne veut pas d’autres personnes sur ses images, et c’est ce que montre l’image obtenue, donc personne ne la voit.',
  seenRealistic:
    '**{actor}** ne veut pas d’images réalistes, et l’image obtenue l’est, donc personne ne la voit.',
  seenCounts:
    'Elle compte quand même dans le budget, mais la même demande n’est pas facturée une deuxième fois. Essaie un autre prompt.',

  lineLong:
    'Cette ligne est trop longue : elle a au plus {most, number} caractères. Garde le plus important.',
  lineEmpty:
    'Cette ligne ne dit pas ce qui ne doit jamais être montré. Écris-la comme « jamais de cigarette » ou « pas de clowns, pas d’araignées ».',
  lineAsks:
    'Cette ligne se contredit : elle demande « {words} » et l’interdit. Garde seulement ce qui ne doit jamais être montré.',
  lineAllows:
    'Cette ligne se contredit : elle permet « {words} » et l’interdit. Garde seulement ce qui ne doit jamais être montré.',
  lineDemands:
    'Cette ligne ne peut dire que ce qui ne doit jamais être montré, pas ce qui doit toujours l’être. Écris-la comme « jamais de cigarette ».',
};
