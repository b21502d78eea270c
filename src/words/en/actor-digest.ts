/** The digest of images that others made of somebody. */
export const actorDigest = {
  title: 'Images others made of {actor}',
  span: '{requests, plural, one {One request} other {# requests}}, {from} to {to}.',
  spanServer: '{requests, plural, one {One request} other {# requests}} in **{server}**, {from} to {to}.',
  alt: 'Images of {actor}, numbered',
  made: '**{number, number}** {member}: {prompt}',
  pictures: '{pictures, plural, one {# picture} other {# pictures}}',
  private: 'shown only to them',
  posted: '[posted]({link}) in {channel}',
  inChannel: 'in {channel}',
  delete: 'Delete',
  more: 'and {count, number} more, in the gallery.',
  howOften:
    'What you delete is gone for everyone, and I tell the member who made it. How often do you want this digest?',
  allImages: 'All images of {actor}',
  allOfYou: 'All images of you',
  empty: 'Everything in this digest of **{actor}** has been deleted.',
  old: 'This digest of images of you, {from} to {to}, is more than {days, plural, one {# day} other {# days}} old, so I removed its pictures. Any that weren’t deleted are still in the gallery.',

  daily: 'Daily',
  weekly: 'Weekly',
  never: 'Never',
  chosenDaily: 'You’ll get a digest of the images others made of **{actor}** every day, if there are any.',
  chosenWeekly:
    'You’ll get a digest of the images others made of **{actor}** every Monday, if there are any.',
  chosenNever: 'You won’t get digests of **{actor}** anymore. `/gallery` still shows every image of you.',
  isDaily: '**Digest of images others make** every day, by direct message',
  isWeekly: '**Digest of images others make** every Monday, by direct message',
  isNever: '**Digest of images others make** never',
  closed:
    'The last one couldn’t reach you ({time}): you don’t accept direct messages from me. The next one will include what it had.',

  onlyPerson: 'Only the person shown can choose how often they get this digest.',
} as const;
