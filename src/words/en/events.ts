/** What is said where something arrives from Discord, whatever it is. */
export const events = {
  commandGone: 'This command no longer exists. Reload Discord and try again.',
  buttonGone: 'This button is from an older version of the bot and no longer works.',
  formGone: 'This form is from an older version of the bot. Start again.',
  formSlow: 'I took too long to open the form. {again}',
  commandAgain: 'Use the command again.',
  menuAgain: 'Choose it from the menu again.',
  buttonAgain: 'Press the button again.',
  restarting: 'I’m restarting. Ask again in a minute.',
  onlyInServer: 'This only works in a server, not in direct messages.',
  notInServer: 'You’re not in that server anymore.',
  notInstalled: 'I’m not installed in this server. Someone who can manage it has to add me first.',
  onlyWhereAdded: 'This only works in servers that have added me.',
  notYourButtons:
    'Only the person who asked can use these buttons. Add me to your own apps to ask for yourself.',
  unexpected:
    'Something went wrong on my side. Try again. If it keeps happening, give an admin the id `{id}`; it’s in the log.',
  late: 'That took too long for Discord, and the answer was for you alone, so I couldn’t post it. Please ask again.',
  tooLarge: 'The result is too large for one Discord message here.',
  failed: 'Your earlier request didn’t work. Ask again.',
  imagesFailed: 'I couldn’t make the images you asked for earlier. Ask again.',
  unsigned:
    'I couldn’t add the signature that says a model made this, and the people who run me don’t let me show anything without it. It’s kept: look in `/gallery` in a few minutes. They can see why in my log.',
  offline: 'I was offline for a long time after you asked for images. Ask again if you still want them.',
  notStored:
    'I couldn’t save your request, so nothing was made or paid for. Ask again in a minute. If it keeps happening, tell an admin that my disk is full or busy.',
  youTyped: 'Here’s what you typed, so you can copy it:',
} as const;
