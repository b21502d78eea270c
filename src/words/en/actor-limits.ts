/** What somebody rules out for pictures of them. */
export const actorLimits = {
  // In the form.
  swimwear: 'No swimwear',
  violence: 'No violence',
  politics: 'No politics or advertising',
  others: 'No other people in the picture',
  realistic: 'No realistic pictures',
  mark: 'A visible mark on each picture',
  swimwearHow: 'Underwear counts too. I check the prompt and the picture.',
  violenceHow: 'Weapons count too. I check the prompt; I can’t check the picture.',
  politicsHow: 'I check the prompt; I can’t check the picture.',
  othersHow: 'I check the prompt and count the faces in the picture.',
  realisticHow: 'I ask the model for a drawing. I can’t check that the picture is one.',
  markHow: 'A small “AI” in the corner.',
  formTitle: 'Limits for pictures',
  formIntro:
    'What nobody may make of **{actor}**. It takes effect right away, including for what’s in the queue.',
  formLimits: 'Limits',
  formOwn: 'In your own words (optional)',
  formOwnExample: 'never smoking, no clowns',
  formOwnHow: 'I check the prompt for these words; I can’t check the picture.',

  // In a list, such as “no swimwear · no violence”.
  noSwimwear: 'no swimwear',
  noViolence: 'no violence',
  noPolitics: 'no politics or advertising',
  noOthers: 'no other people in the picture',
  noRealistic: 'no realistic pictures',
  visibleMark: 'a visible mark on each picture',
  quoted: '“{words}”',
  ownWords: 'something in their own words',
  none: 'none',

  button: 'Limits…',
  listed: '**Limits for pictures** {limits}',
  set: '**Limits of {actor}** {limits}',
  setNone: '**{actor}** has no limits now.',
  setFrom:
    'This takes effect right away, including for what’s in the queue. Pictures already posted stay until you delete them in `/gallery`.',

  onlyPerson: 'Only the person shown can set limits for pictures of them.',
  onlyOwner: 'Only the member who registered this person can set limits for pictures of them.',
  changedMeanwhile:
    'The limits have changed since you opened this form, so nothing was changed. Open it again.',
} as const;
