/** `/help`, and the cards that a server gets when the bot is added. */
export const help = {
  start: 'First steps',
  images: 'Images',
  actors: 'Actors',
  yours: 'You and your data',
  admins: 'For admins',

  startTitle: 'From five photos to your own actor',
  startCast: '**Cast** with {actorRegister}: 5 to 10 photos of one person, who has to agree.',
  startGenerate:
    '**Generate** right away with {generate}: an image service gets up to four of the photos. `actor2` puts a second person into the picture, and *Change…* under an image changes it with words.',
  startTrain:
    '**Train** with {trainStart}, if the images don’t look enough like the person: it tells you what will happen before it starts, and then how far along it is. `using` in {generate} picks the photos or the trained model; without it, I use whichever has looked more like the person. {actorShow} has the figures.',
  startWithout: '{generate} works without an actor too: leave it out.',

  imagesGenerate:
    '{generate} takes your words and makes 1 to 4 images. The same request twice is free: it comes from the cache. Re-roll makes new ones.',
  imagesPack:
    '*Pack…* in {actorShow} makes eight images of an actor in eight scenes: portraits, seasons, professions, travel, or a pack of this server. It tells you the price and the time first, and you can cancel halfway.',
  imagesImprove: '*Improve* under an image suggests better words for its prompt. You read them first.',
  imagesFavourites:
    '*Favourite* under an image keeps it for {gallery} with `favourites:True`; *Save my images…* there gives you a zip of yours, and *Add to an album…* starts an album that you can show in a channel.',
  imagesMenu:
    'In the menu of a message (Apps), *Make an image of this* takes its text as a prompt, *Use as reference* starts from its picture if everybody in it agreed, *Show settings* tells you how I made an image, and *Is this ours?* whether a picture is mine. Everything I make is signed as made by a model.',

  actorsRegister:
    'An actor is a person you can put into images. {actorRegister} takes 5 to 10 photos, and the person has to agree. With photos alone an actor works right away; {trainStart} makes a model that knows the face better.',
  actorsYou:
    'If it’s you, {actorShare} decides who can make images of you, or asks you each time, and *Limits…* there says what nobody may make. {actorShow} sets your digest of what others made.',

  yoursWords:
    '{quota} shows what you have left today, and what admins set for you. {privacyExport} gives you everything I keep about you, and {privacyDelete} deletes it.',

  adminsWords:
    '{settingsShow} lists every setting of this server. A subcommand without options shows what is set; every change can be undone for ten minutes, and {settingsLog} says who made it.',

  englishNames: 'Commands and their options have English names in every language.',
  foot: 'The person shown decides: nobody can use an actor before the person in the photos agrees.',

  hello: 'Hi, I make images',
  helloGenerate:
    '{generate} turns your words into an image. I can also put a person into it: five photos, their OK, and they’re an actor you can cast.',
  helloFirst: 'Try {generate} first, then {actorRegister} for an actor. {help} has the rest.',
  helloConsent:
    'The person in the photos decides. Nobody can use an actor before they agree, and they can take it back at any time.',

  thanks: 'Thanks for adding me. Four things to decide',
  decideWhere:
    '**Where:** {settingsChannels} picks the channels members can use me in, and where admins get notices.',
  decideWho: '**Who:** {settingsRoles} says who can make images, train and register actors.',
  decideHowMuch:
    '**How much:** {settingsMoney} sets budgets in dollars, {settingsLimits} in images and tokens.',
  decideWhom:
    '**Outsiders:** {settingsConsent} says who can register somebody from outside the server. Until you change it, nobody can.',
  strictest:
    'Everything starts at its strictest: nothing sexual, only members who agree themselves. Members can use me right away.',
  everySetting: '{settingsShow} lists every setting, and {settingsLog} who changed what.',

  // Where the bot has no server around it.
  outsideTitle: 'Images from words, wherever you are',
  outsideGenerate:
    '{generate} makes images from your words. The buttons under them change, improve or delete them.',
  outsideYours: '{gallery} has what you made, and {quota} tells you what you have left today.',
  outsideActors: 'Actors belong to their servers: I make images of them only there.',
  outsideMenu:
    'In the menu of a message (Apps), *Make an image of this* takes its text as a prompt, *Show settings* tells you how I made an image, and *Is this ours?* whether a picture is mine. Everything I make is signed as made by a model.',
  outsideWords:
    '{quota} shows what you have left today. {privacyExport} gives you everything I keep about you, and {privacyDelete} deletes it.',
  outsideReach:
    'I can’t reach my messages in a server or a conversation that I’m not part of: press *Delete* under an image to take it out of the message too.',
} as const;
