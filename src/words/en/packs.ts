/** Packs: what there is, what one costs, and what became of it. */
export const packs = {
  portraits: 'Portraits',
  seasons: 'Seasons',
  professions: 'Professions',
  travel: 'Travel',

  title: 'Packs with {actor}',
  hint: 'One click, an image for each scene. I’ll tell you the price and the time first.',
  images: '{images, plural, one {# image} other {# images}}',

  quoteTitle: '{pack} with {actor}',
  postedHere: '**{images, plural, one {# image} other {# images}}** by **{model}**, posted here as they come',
  onlyYou: '**{images, plural, one {# image} other {# images}}** by **{model}**, shown only to you',
  price: '**Price** {price}',
  free: 'free, because I already have them all',
  tokens: '{tokens, plural, one {# token} other {# tokens}} of today’s budget',
  dollarsAndTokens: 'about {dollars} and {tokens, plural, one {# token} other {# tokens}} of today’s budget',
  time: '**Time** {time}',
  timeUnknown: 'I can’t tell yet how long it’ll take',
  rightAway: 'right away',
  seconds: 'about {seconds, number} s',
  minutes: 'about {minutes, number} min',
  impossible:
    '{out, plural, one {# of the {scenes, number} scenes isn’t possible: {why}} other {# of the {scenes, number} scenes aren’t possible: {why}}}',
  someFree:
    '{images, plural, one {# of them is free: I already have it.} other {# of them are free: I already have them.}}',
  enoughFor:
    '{images, plural, =0 {Today’s budget isn’t enough for any of them.} other {Today’s budget is enough for # of them.}}',
  asksFirst: 'The person shown approves each request for {names}, so I’ll ask once for the whole pack.',
  make: '{images, plural, one {Make # image} other {Make # images}}',
  makeFor: '{images, plural, one {Make # image for {dollars}} other {Make # images for {dollars}}}',
  postInstead: 'Post them here instead',
  onlyForMe: 'Only for me',
  others: 'Other packs',
  inEnglish: 'The scenes are in English because that’s what models understand best.',
  estimate:
    'It’s an estimate, not a bill. You can cancel at any time: what hasn’t been started costs nothing.',
  failed: 'Something went wrong on my side.',
  unknown: 'I don’t have that pack anymore. `/actor show` has the others.',

  cancelled:
    'Cancelled: {made, number} of {images, number} images made. The rest wasn’t made, and costs nothing.',
  allHere: 'All {images, number} images are here.',
  someHere: '{made, number} of {images, number} images made.',
  elsewhere: 'They’re in {channel}.',
  again: 'Another round',
} as const;
