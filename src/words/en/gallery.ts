/** `/gallery` and `/show`. */
export const gallery = {
  title: 'Images',
  favouritesTitle: 'Your favourites',
  results: '{results, plural, one {# result} other {# results}}',
  ofActor: 'of **{actor}**',
  byMember: 'by {member}',
  byModel: 'made with **{model}**',
  thatModel: 'that model',
  page: 'page {page, number} of {pages, number}',
  everythingOfYou:
    'This is everything made of this actor, including private images. What you delete is gone for everyone.',

  empty: 'No images yet. `/generate` makes the first one.',
  noMatch: 'No images match this: {filters}.',
  noMatchForYou: 'No images that you can see match this: {filters}.',
  noFavourites: 'You have no favourites here. *Favourite* under an image adds it.',
  noFavouritesMatch: 'You have no favourites here that match this: {filters}.',
  nothingToSave: 'You haven’t made any images that are still here. `/generate` makes the first one.',

  pictures: '{pictures, plural, one {# picture} other {# pictures}}',
  private: 'private',
  details: 'Details',
  favourite: 'Favourite',
  noFavourite: 'Remove favourite',
  delete: 'Delete',
  newer: 'Newer',
  older: 'Older',
  small: 'Small pictures',
  large: 'Large pictures',
  save: 'Save my images…',

  favouriteNow:
    'It’s a favourite of yours now. `/gallery favourites:True` shows them all; nobody else can see them.',
  favouriteNoLonger: 'It’s no longer a favourite of yours.',
  noActorOfYou: 'No actor with that name shows you.',
  giveIdOrImage: 'Give the `id` of an image to see it, or attach an `image` to ask whether I made it.',
} as const;
