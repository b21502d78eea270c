/** A face that was registered before. */
export const actorFaces = {
  // To the member who sent the photos.
  samePerson:
    '{count, plural, one {{actors} shows the same person.} other {{actors} show the same person.}} Two looks for one person are fine.',
  sameAs: 'The face is the same as that of {actors}. The admins have been told.',
  maybeSameAs: 'The face may be that of {actors}. The admins have been told.',
  somebody: 'Somebody in this server is already registered with this face. The admins have been told.',
  maybeSomebody:
    'Somebody in this server may already be registered with this face. The admins have been told.',

  // To admins.
  title: 'The same face was registered again',
  registered: '{member} registered **{actor}**, which shows {person}.',
  registeredOutsider: '{member} registered **{actor}**, which shows somebody outside this server.',
  wasDeleted: 'Its face matches an actor that has since been deleted.',
  cannotTellSays:
    'I can’t tell its face apart from that of **{actor}**, which, according to {member}, shows {person}.',
  cannotTellAgreed:
    'I can’t tell its face apart from that of **{actor}**, which shows {person} (they confirmed it).',
  cannotTellOutsider:
    'I can’t tell its face apart from that of **{actor}**, which, according to {member}, shows somebody outside this server.',
  maybe: 'Its face may be that of **{actor}**, which, according to {member}, shows {person}.',
  maybeAgreed: 'Its face may be that of **{actor}**, which shows {person} (they confirmed it).',
  maybeOutsider:
    'Its face may be that of **{actor}**, which, according to {member}, shows somebody outside this server.',
  sameMember: 'It’s the same member: a second look for the same person.',
  waits: 'It can’t be used until an admin allows it.',
  nothingHappens: 'Nothing happens automatically; `/settings consent` changes that for next time.',
  askBoth: 'I can’t tell twins and lookalikes apart: ask both people before you decide.',
  deleteInServer: '`/actor delete` in the server deletes it.',
  allow: 'Allow it',
  allowActor: 'Allow {actor}',
  delete: 'Delete it…',
  forAdmins: 'For admins. `/settings channels` decides where notices like this go.',
  refusedTitle: 'A face registered before was refused',
  refused:
    '{member} sent photos for **{actor}**. The face is that of {actors}, so the photos were refused and not kept.',
  refusedDeleted:
    '{member} sent photos for **{actor}**. The face is that of an actor that has been deleted, so the photos were refused and not kept.',
  refusedForAdmins: 'For admins. `/settings consent` decides what happens when a face is registered again.',
  allowed: '{admin} allowed **{actor}**, registered by {member}.',
  waiting: '**Waiting for an admin, because the face is already registered** ({count, number})',
  waitingActor: '**{actor}**, registered by {member}',

  // To the person whose face it is.
  yoursTitle: 'Your face was registered again',
  yoursMaybeTitle: 'Your face may have been registered again',
  yours:
    'In the server where **{actor}** is registered, somebody registered an actor whose face I can’t tell from yours.',
  yoursMaybe:
    'In the server where **{actor}** is registered, somebody registered an actor who looks a lot like you.',
  adminsTold: 'I’ve told the admins, who can delete it.',
  yoursNext:
    'If you don’t want this, write to an admin of that server: they know who registered it, and they can delete it. I can’t tell twins and lookalikes apart. Your own actor stays as it is, and `/actor share` still decides who can use it.',

  // To the member who registered it; without its name in a channel.
  wasAllowed: '**{actor}** was allowed. `/actor show` says what comes next.',
  wasAllowedUnnamed:
    '{member}, the actor that was waiting for an admin has been allowed. `/actor show` says what comes next.',
  notAllowed: '**{actor}** wasn’t allowed within a week, so it isn’t registered and its photos were deleted.',
  notAllowedUnnamed:
    '{member}, the actor that was waiting for an admin wasn’t allowed within a week, so it isn’t registered and its photos were deleted.',

  onlyAdminAllows: 'Only an admin of the server can allow this.',
} as const;
