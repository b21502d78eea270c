/** Albums of images, and what is shown of them in channels. */
export const albums = {
  add: 'Add to an album…',
  addTitle: 'Add images to an album',
  which: 'Which images',
  whichAlbum: 'Which album',
  newAlbum: 'A new album',
  newName: 'Name of a new album',
  chooseOrName: 'Choose one of your albums, or give a new one a name.',
  list: 'Albums',
  yours: 'Your albums here',
  none: 'You have no albums in this server. *Add to an album…* in `/gallery` starts one.',
  onlyYou: 'Only you see your albums, until you show one in a channel.',
  images: '{images, plural, =0 {no images} one {# image} other {# images}}',
  page: 'page {page, number} of {pages, number}',
  emptyAlbum: 'There is nothing in it now. *Add to an album…* in `/gallery` puts images in.',
  show: 'Show it here',
  showPage: 'Show this page here',
  takeOut: 'Take images out…',
  takeOutTitle: 'Take images out of an album',
  remove: 'Delete album',
  removeSure:
    'Delete the album **{album}**? Messages that show it go with it. The images stay in your gallery.',
  removeNow: 'Delete it',
  keep: 'Keep it',
  all: 'All albums',
  newer: 'Back',
  older: 'Next',
  added: '{images, plural, =0 {They were all in it already.} one {# image added.} other {# images added.}}',
  takenOut: 'Taken out, including from messages that show the album.',
  removed: 'The album **{album}** is gone, with the messages that showed it.',
  showing: '{images, plural, one {I’m posting # image here.} other {I’m posting # images here.}}',
  leftOutElsewhere:
    '{images, plural, one {# isn’t shown: somebody else made it in another channel or privately.} other {# aren’t shown: somebody else made them in another channel or privately.}}',
  leftOutNotAgreed:
    '{images, plural, one {# isn’t shown: the person in it hasn’t agreed to that.} other {# aren’t shown: the people in them haven’t agreed to that.}}',
  leftOutWithheld:
    '{images, plural, one {# isn’t shown: it may not be shown in this channel, or the person in it has ruled it out.} other {# aren’t shown: they may not be shown in this channel, or the people in them have ruled them out.}}',
  by: 'An album of {member}',
  takeDown: 'Take down',
  takenDown: 'It’s coming down now.',
  notPosted: 'I couldn’t show your album **{album}** in {channel}: I can’t write there.',

  gone: 'I don’t have that album anymore.',
  empty: 'There is nothing in this album to show.',
  full: 'An album holds up to {most, number} images. Start another one, or take some out first.',
  tooMany: 'You have {most, number} albums here, and that’s the most. Delete one first.',
  tooManyMessages: 'This album is in {most, number} messages already. Take one down first.',
  nameLength: 'An album’s name has 1 to {most, number} characters.',
  madeElsewhere:
    'I can’t show these here: somebody else made them in another channel or privately. Only the members who made them can show them.',
  notAgreed: 'I can’t show these here: the people in them haven’t agreed to be shown in another channel.',
  withheld:
    'I can’t show these here: this channel doesn’t allow it, or the people in them have ruled it out.',
  notYours:
    'Only the member who showed this, anyone who made or appears in its images, and admins can take it down.',
} as const;
