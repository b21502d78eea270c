/** Computers that the admins of a server connect (`/settings workers`), and what comes of it where they fail. */
export const workers = {
  gone: 'None of this server’s own computers with this model is connected anymore. Nothing was spent. Ask again and I’ll make it another way; `/models list` shows what’s available.',
  silent:
    'This server’s own computers stopped answering while they were drawing this. Nothing was spent. Ask again, or pick another model.',
  tooLong:
    'This server’s own computer took more than 10 minutes for this. Nothing was spent. Ask for fewer steps, or pick another model.',
  notThere:
    'This server’s own computer doesn’t have this model, or this version of the actor. Nothing was spent. `/models list` shows what’s available.',
  refused: 'This server’s own computer didn’t accept this request. Change the prompt or a setting.',
  refusedSaying:
    'This server’s own computer didn’t accept this request: {reason}. Change the prompt or a setting.',
  failed:
    'This server’s own computers failed to draw this. Nothing was spent. Tell an admin, or pick another model.',
  failedSaying:
    'This server’s own computers failed to draw this: {reason}. Nothing was spent. Tell an admin, or pick another model.',
  tooMany: 'This server has {most, number} keys already, and that’s the most I keep. Revoke one first.',
  nameTaken: 'There’s a key called {name} already. Choose another name, or revoke that one first.',
  title: 'This server’s own computers',
  none: 'No keys yet. `/settings workers` with `new` makes one. A computer that has it draws and trains for this server alone; it connects to me, so it needs no open port.',
  noAddress: 'No computer can connect yet: the people who run the bot have to set `PUBLIC_URL`.',
  made: 'Here is the key **{name}**. I only show it now:',
  start:
    'Start this on the computer with the GPU, in the project’s folder `colab`; its README says how to install it:',
  startWindows: 'On Windows, in PowerShell:',
  careful:
    'A computer with this key gets members’ prompts, the trained models of people who agreed to that, and the photos for trainings that it carries out. Keep the key like a password.',
  revoked: '**{name}** can’t connect anymore.',
  unknownKey: 'There’s no key with that name. `/settings workers` lists them.',
  newOrRevoke: 'Either make a key with `new` or end one with `revoke`, not both.',
  key: '🔑 **{name}** · made {time}',
  unused: 'no computer has used it since I started',
  here: '🟢 **{name}** {facts} · {doing} · last seen {time}',
  away: '🔴 **{name}** {facts} · not connected, last seen {time}',
  idle: 'waiting for work',
  drawing: 'drawing {images, plural, one {# image} other {# images}}',
  training: 'training',
  draws: '-# Draws with {models}',
  drawsAndTrains: '-# Draws with and trains {models}',
  trains: '-# Trains {models}',
} as const;
