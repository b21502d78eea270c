import { type ClientMessage, ids } from '@ai-actor/playground/discord';
import { ComponentType, Routes, TextInputStyle } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ButtonDeclaration,
  defineButton,
  defineMemberCommand,
  defineMessageCommand,
  defineModal,
  type MenuCommand,
  type ModalDeclaration,
} from '../commands/command.ts';
import { buttons, menuCommands, modals } from '../commands/index.ts';
import { toRegistration } from '../discord/command-registration.ts';
import { button, card, rowsOf as inRows, label } from '../views/components.ts';
import { answered, openWhoMay, rowsOf, type Who, type WhoMay, who } from './testing/who-may.ts';

/*
 * Every command of a menu, button and form as each kind of member: see who-may.test.ts. `-` is what does not work in
 * direct messages. Which of them are for admins alone, or for whom a card was made, they ask themselves.
 */
const table = `
                                member  admin  blocked  wrong role  direct message
menu Make an image of this      yes     yes    blocked  role        -
menu Use as reference           yes     yes    blocked  role        -
menu Show settings              yes     yes    yes      yes         yes
menu Is this ours?              yes     yes    yes      yes         yes
menu Ask to cast                yes     yes    blocked  role        -
button consent-photos           yes     yes    yes      yes         yes
button consent-grant            yes     yes    yes      yes         yes
button consent-decline          yes     yes    yes      yes         yes
button consent-never            yes     yes    yes      yes         yes
button consent-askable          yes     yes    yes      yes         yes
button asker-block              yes     yes    yes      yes         yes
button asker-unblock            yes     yes    yes      yes         yes
button limits                   yes     yes    yes      yes         yes
button approval                 yes     yes    yes      yes         yes
button approve                  yes     yes    yes      yes         yes
button approve-not              yes     yes    yes      yes         yes
button approve-never            yes     yes    yes      yes         yes
button digest                   yes     yes    yes      yes         yes
button face-allow               yes     yes    blocked  yes         yes
button face-delete              yes     yes    blocked  yes         -
button actor-history            yes     yes    yes      yes         -
button renewal-grant            yes     yes    yes      yes         yes
button renewal-keep             yes     yes    yes      yes         yes
button add-photos               yes     yes    blocked  role        -
button replace-photo            yes     yes    blocked  role        -
button remove-photo             yes     yes    yes      yes         -
button accept-photos            yes     yes    blocked  role        -
button train-start              yes     yes    blocked  role        -
button train-base               yes     yes    blocked  role        -
button train-anyway             yes     yes    blocked  role        -
button train-confirm            yes     yes    blocked  role        -
button train-drop               yes     yes    yes      yes         -
button train-resume             yes     yes    blocked  role        -
button train-go-on              yes     yes    blocked  role        -
button train-code               yes     yes    blocked  role        -
button train-cancel             yes     yes    yes      yes         -
button version-use              yes     yes    blocked  yes         -
button version-use-anyway       yes     yes    blocked  yes         -
button version-delete           yes     yes    yes      yes         -
button version-delete-now       yes     yes    yes      yes         -
button version-keep             yes     yes    yes      yes         -
button versions-page            yes     yes    yes      yes         -
button reroll                   yes     yes    blocked  role        -
button edit-prompt              yes     yes    blocked  role        -
button variations               yes     yes    blocked  role        -
button change                   yes     yes    blocked  role        -
button cancel                   yes     yes    yes      yes         -
button details                  yes     yes    yes      yes         yes
button delete-image             yes     yes    yes      yes         yes
button delete-image-now         yes     yes    yes      yes         yes
button delete-image-keep        yes     yes    yes      yes         yes
button delete-here              yes     yes    yes      yes         -
button upscale                  yes     yes    blocked  role        -
button fix-face                 yes     yes    blocked  role        -
button touch-up                 yes     yes    blocked  role        -
button generate-actor           yes     yes    blocked  role        -
button improve                  yes     yes    blocked  role        -
button improve-use              yes     yes    blocked  role        -
button improve-edit             yes     yes    blocked  role        -
button packs                    yes     yes    blocked  role        -
button pack                     yes     yes    blocked  role        -
button pack-again               yes     yes    blocked  role        -
button pack-make                yes     yes    blocked  role        -
button own-packs                yes     yes    blocked  yes         -
button own-pack                 yes     yes    blocked  yes         -
button own-pack-edit            yes     yes    blocked  yes         -
button own-pack-again           yes     yes    blocked  yes         -
button own-pack-now             yes     yes    blocked  yes         -
button own-pack-remove          yes     yes    blocked  yes         -
button pay                      yes     yes    blocked  role        yes
button pay-not                  yes     yes    yes      yes         yes
button reference-agreed         yes     yes    blocked  role        -
button reference-change         yes     yes    blocked  role        -
button gallery                  yes     yes    yes      yes         yes
button gallery-favourite        yes     yes    yes      yes         yes
button favourite                yes     yes    yes      yes         yes
button gallery-export           yes     yes    yes      yes         yes
button gallery-image            yes     yes    yes      yes         yes
button gallery-delete           yes     yes    yes      yes         yes
button gallery-delete-now       yes     yes    yes      yes         yes
button albums                   yes     yes    yes      yes         -
button album                    yes     yes    yes      yes         -
button album-add                yes     yes    blocked  yes         -
button album-take-out           yes     yes    yes      yes         -
button album-show               yes     yes    blocked  yes         -
button album-remove             yes     yes    yes      yes         -
button album-remove-now         yes     yes    yes      yes         -
button album-take-down          yes     yes    yes      yes         -
button actor-delete-confirm     yes     yes    yes      yes         -
button privacy-delete-confirm   yes     yes    yes      yes         yes
button deletion-keep            yes     yes    yes      yes         yes
button receipt                  yes     yes    yes      yes         yes
button privacy-export-next      yes     yes    yes      yes         yes
button account-resume           yes     yes    blocked  yes         -
button settings-undo            yes     yes    blocked  yes         -
button models                   yes     yes    blocked  yes         -
button help                     yes     yes    yes      yes         -
form register                   yes     yes    blocked  role        -
form limits                     yes     yes    yes      yes         yes
form add-photos                 yes     yes    blocked  role        -
form replace-photo              yes     yes    blocked  role        -
form edit-prompt                yes     yes    blocked  role        -
form variations                 yes     yes    blocked  role        -
form change                     yes     yes    blocked  role        -
form delete-here                yes     yes    yes      yes         -
form generate-actor             yes     yes    blocked  role        -
form improve-edit               yes     yes    blocked  role        -
form own-pack                   yes     yes    blocked  yes         -
form album-add                  yes     yes    blocked  yes         -
form album-take-out             yes     yes    yes      yes         -
form reference-agreed           yes     yes    blocked  role        -
form reference-change           yes     yes    blocked  role        -
form make-of-message            yes     yes    blocked  role        -
`;
const rows = rowsOf(table, /(?:menu|button|form) \S.*?/);

const noField = label('Anything', {
  ...{ type: ComponentType.TextInput, custom_id: 'any', style: TextInputStyle.Short, required: false },
});

const gated = ({ gate, direct }: Pick<ButtonDeclaration, 'gate' | 'direct'>) => ({
  ...(gate ? { gate } : {}),
  ...(direct ? { direct: true } : {}),
});
/** The same, as far as the dispatcher goes. */
const shortButton = (one: ButtonDeclaration) =>
  defineButton({ name: one.name, ...gated(one), answer: 'private', execute: answered });
const shortModal = (one: ModalDeclaration) =>
  defineModal({ name: one.name, ...gated(one), visibility: 'private', execute: answered });
const shortMenu = (one: MenuCommand): MenuCommand =>
  one.kind === 'message-command'
    ? defineMessageCommand({ name: one.name, ...gated(one), visibility: 'private', execute: answered })
    : defineMemberCommand({
        ...{ name: one.name, ...gated(one) },
        opens: async () => ({ custom_id: 'fill-in:1', title: 'A form', components: [noField] }),
      });

let world: WhoMay;
/** The messages with the buttons. */
const shown = new Set<string>();
beforeAll(async () => {
  world = await openWhoMay({
    commands: [],
    menuCommands: menuCommands.map(shortMenu),
    buttons: [
      ...buttons.map(shortButton),
      defineButton({
        ...{ name: 'fill-in', gate: 'right', direct: true },
        opens: async ({ ref }) => ({ custom_id: `${ref}:1`, title: 'A form', components: [noField] }),
      }),
    ],
    modals: modals.map(shortModal),
  });
  const { discord, directChannel } = world;
  await discord.client.rest.put(Routes.applicationCommands(ids.application), {
    body: menuCommands.map(command => toRegistration(command)),
  });
  const all = [
    ...buttons.map(({ name }) => button(name, '1', { label: name })),
    ...modals.map(({ name }) => button('fill-in', name, { label: `form ${name}` })),
  ];
  const most = 25;
  for (let from = 0; from < all.length; from += most) {
    const view = card('plain', ...inRows(all.slice(from, from + most)));
    for (const channelId of [ids.channels.studio, directChannel])
      shown.add(await discord.messages.send(channelId, view, { key: `buttons-${from}` }));
  }
});
afterAll(() => world.close());

/** In the channel of that kind of member, the message with this button. */
async function messageWith(kind: Who, customId: string): Promise<ClientMessage> {
  const channelId = kind === 'direct message' ? world.directChannel : ids.channels.studio;
  return world.members[kind].waitForMessage(
    message =>
      message.channel_id === channelId && JSON.stringify(message.components).includes(`"${customId}"`),
  );
}

async function outcome(kind: Who, act: () => Promise<unknown>): Promise<string> {
  const member = world.members[kind];
  const from = member.events.length;
  // Discord doesn't offer it there.
  if (
    !(await act().then(
      () => true,
      () => false,
    ))
  )
    return '-';
  const event = await member.waitFor(
    one =>
      one.type === 'modal' ||
      ('message' in one &&
        one.message.author.id === ids.bot &&
        !one.message.loading &&
        !shown.has(one.message.id)),
    20_000,
    from,
  );
  if (event.type !== 'modal') return 'message' in event ? world.outcomeOf(event.message) : event.type;
  await member.waitForModal();
  return 'yes';
}

async function outcomeOf(kind: Who, row: string): Promise<string> {
  const [what, name = ''] = [row.slice(0, row.indexOf(' ')), row.slice(row.indexOf(' ') + 1)];
  const member = world.members[kind];
  if (what === 'button') {
    const message = await messageWith(kind, `${name}:1`);
    return outcome(kind, () => member.click(message, `${name}:1`));
  }
  if (what === 'form') {
    const message = await messageWith(kind, `fill-in:${name}`);
    await member.click(message, `fill-in:${name}`);
    const form = await member.waitForModal();
    return outcome(kind, () => member.submit(form, {}));
  }
  const command = menuCommands.find(one => one.name === name);
  const [first] = buttons;
  const message = await messageWith(kind, `${first?.name}:1`);
  return outcome(kind, () =>
    command?.kind === 'message-command'
      ? member.use(message, name)
      : member.useOn(ids.members.mara, name, message.channel_id),
  );
}

test('the table has every command of a menu, every button and every form', () => {
  const all = [
    ...menuCommands.map(({ name }) => `menu ${name}`),
    ...buttons.map(({ name }) => `button ${name}`),
    ...modals.map(({ name }) => `form ${name}`),
  ];
  expect(rows.map(({ name }) => name).sort()).toEqual(all.sort());
});

test.each(rows)('$name', async ({ name, cells }) => {
  const seen: string[] = [];
  for (const kind of who) seen.push(await outcomeOf(kind, name));
  expect(seen).toEqual(cells);
});
