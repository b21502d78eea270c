/** README.txt in what `/privacy export` and `/gallery export` give. */
export const exportReadme = {
  title: 'What this bot keeps about you, as of {date}.',
  part: 'Part {part, number} of {parts, number}. The parts are independent zip files; part 1 has the records.',
  actors:
    'actors that show you or that you registered, with the measurements of their photos, your face data, consent texts and when they were agreed to, limits, trained versions',
  chosenFor: 'other members’ actors that you can use',
  images: 'images that you made, and images that others made of you, with all settings',
  favourites: 'images that you marked as favourites, yours or those of others',
  albums: 'your albums: which images are in them, and where you showed them',
  given: 'pictures that you gave to start from, and how the people in them agreed, if you said so',
  trainings: 'trainings that you started, and trainings of those actors',
  budget: 'tokens that you used, by day (UTC)',
  trainingsThisWeek: 'when you started trainings in the last 7 days',
  language: 'the language I write to you in, if it isn’t English',
  rules: 'limits and blocks that admins of servers set for you',
  changed: 'settings of servers that you changed as an admin',
  failed: 'requests of yours that failed; what you asked for isn’t kept',
  stopped: 'requests of yours that the safety rules stopped; what you asked for isn’t kept',
  history: 'log entries that name you: who registered, agreed, shared, deleted and so on',
  approvals: 'requests for images that are waiting for an approval: yours, and those about you',
  digests: 'digests of images of you that I sent you: what they list, and where they are',
  requests: 'whether others can ask to cast you, and how many members you blocked from asking',
  photoFiles: 'the photos of those actors, as they are stored (JPEG)',
  sampleFiles: 'sample images of their trainings (JPEG)',
  givenFiles: 'the pictures that you gave (JPEG)',
  imageFiles: 'the images (PNG); the settings are in each file too',
  ruledOut:
    'Left out of this part: {images, plural, one {# image. Somebody else in it no longer wants pictures like it.} other {# images. Somebody else in them no longer wants pictures like them.}}',
  unchecked:
    'Left out of this part: {images, plural, one {# image that couldn’t be checked just now. Export again later to get it.} other {# images that couldn’t be checked just now. Export again later to get them.}}',
  delete: 'To delete all of it: /privacy delete',

  imagesTitle: 'The images that you made, as of {date}.',
  imagesPart:
    'Part {part, number} of {parts, number}. Each file has its settings, and Content Credentials that say a model made it.',
  everything: 'A copy of everything this bot keeps about you: /privacy export',
} as const;
