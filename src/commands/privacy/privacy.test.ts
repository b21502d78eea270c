import { beforeEach, describe, expect, test } from 'vitest';
import type { Services } from '../../services/index.ts';
import { memoryBlobs, outsideWorld } from '../../services/privacy/testing/outside-world.ts';
import { openPrivacy } from '../../services/privacy/testing/privacy-fixture.ts';
import {
  ana,
  ben,
  channelId,
  cleo,
  guildId,
  otherGuildId,
  start,
} from '../../services/privacy/testing/records.ts';
import { seed } from '../../services/privacy/testing/seed.ts';
import { openMemoryStore } from '../../services/storage/store.ts';
import type { View } from '../../views/components.ts';
import { actorDelete } from '../actor/delete.ts';
import { type Caller, directMessages } from '../command.ts';
import { testCaller } from '../testing/caller.ts';
import { privacy } from './privacy.ts';
import { privacyButtons } from './privacy-buttons.ts';

let bot: Awaited<ReturnType<typeof openPrivacy>>;
let outside: ReturnType<typeof outsideWorld>;
let services: Services;
beforeEach(async () => {
  const store = openMemoryStore();
  const blobs = memoryBlobs();
  outside = outsideWorld();
  await seed(store, blobs, outside);
  bot = await openPrivacy({ store, blobs, outside, clock: { ms: start } });
  services = bot as unknown as Services;
});

const callerOf = (memberId: string, change: Partial<Caller> = {}) =>
  testCaller({ memberId, guildId, channelId, ...change });
const direct = { guildId: directMessages };
const admin = { admin: true };

function run(name: 'export' | 'delete' | 'actor delete', caller: Caller, options = {}): Promise<View> {
  const command =
    name === 'actor delete' ? actorDelete : privacy.subcommands.find(subcommand => subcommand.name === name);
  if (!command?.execute) throw new Error(`no command ${name}`);
  expect(command.visibility).toBe('private');
  return command.execute({ options, services, caller, progress: () => {} });
}

async function press(customId: string, caller: Caller): Promise<View> {
  const [name, ref = ''] = customId.split(':');
  const declared = privacyButtons.find(candidate => candidate.name === name);
  if (!declared?.execute) throw new Error(`no button ${name}`);
  expect(customId.length).toBeLessThanOrEqual(100);
  if (caller.guildId === directMessages) expect(declared.direct).toBe(true);
  const view = await declared.execute({ ref, services, caller, progress: () => {} });
  await view.onShown?.({ channelId, messageId: 'shown' });
  return view;
}

const wordsOf = (view: View) => JSON.stringify(view.components);
const idsOf = (view: View) =>
  [...wordsOf(view).matchAll(/"custom_id":"([^"]+)"/g)].map(match => match[1] ?? '');
const names = async () => (await bot.everyActor()).map(({ id }) => id);

describe('/privacy delete', () => {
  test('says what will go, and does it only when the button is pressed, in direct messages too', async () => {
    const view = await run('delete', callerOf(ana, direct));
    expect(wordsOf(view)).toMatch(/2 actors, .*4 photos.*3 generated images.*1 trained version/);
    expect(wordsOf(view)).toContain('**Name of solo** (shows you)');
    expect(await names()).toHaveLength(4);
    const [confirm = '', keep = ''] = idsOf(view);
    expect(wordsOf(await press(keep, callerOf(ana, direct)))).toContain('Nothing was deleted');
    expect(await names()).toHaveLength(4);
    const receipt = await press(confirm, callerOf(ana, direct));
    expect(wordsOf(receipt)).toMatch(/Everything is deleted.*2 actors.*3 repositories on Hugging Face/);
    expect(await names()).toEqual(['kept', 'outsider']);
  });

  test('of somebody else is for admins, and for their server', async () => {
    const member = { id: ana, bot: false };
    await expect(run('delete', callerOf(ben), { member })).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(run('delete', callerOf(ben, direct), { member })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    const view = await run('delete', callerOf(cleo, admin), { member });
    const [confirm = ''] = idsOf(view);
    expect(confirm).toBe(`privacy-delete-confirm:${ana}.${guildId}`);
    for (const wrong of [
      callerOf(ben),
      callerOf(ana),
      callerOf(cleo, { ...admin, guildId: otherGuildId }),
      callerOf(cleo, direct),
    ]) {
      await expect(press(confirm, wrong)).rejects.toMatchObject({ code: 'not-allowed' });
    }
    expect(await names()).toHaveLength(4);
    await press(confirm, callerOf(cleo, admin));
    expect(await names()).toEqual(['solo', 'kept', 'outsider']);
  });

  test('is one’s own button only', async () => {
    const [confirm = ''] = idsOf(await run('delete', callerOf(ana)));
    await expect(press(confirm, callerOf(ben, admin))).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await names()).toHaveLength(4);
  });

  test('naming oneself is everything, everywhere', async () => {
    const view = await run('delete', callerOf(ana, admin), { member: { id: ana, bot: false } });
    expect(idsOf(view)[0]).toBe(`privacy-delete-confirm:${ana}`);
  });
});

describe('/actor delete', () => {
  const asked = (caller: Caller) => run('actor delete', caller, { actor: 'nova' });

  test('is a withdrawal for the person shown, and a deletion for whoever registered them and for admins', async () => {
    expect(wordsOf(await asked(callerOf(ana)))).toMatch(/Withdraw your consent for Name of nova/);
    expect(wordsOf(await asked(callerOf(ben)))).toMatch(/Delete Name of nova/);
    expect(wordsOf(await asked(callerOf('4', admin)))).toMatch(/Delete Name of nova/);
    await expect(asked(callerOf(cleo))).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(asked(callerOf('4'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(asked(callerOf('4', { ...admin, guildId: otherGuildId }))).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('the button asks again who presses it; twice is once', async () => {
    const [confirm = ''] = idsOf(await asked(callerOf(ana)));
    await expect(press(confirm, callerOf(cleo))).rejects.toMatchObject({ code: 'not-allowed' });
    const [one, two] = await Promise.all([press(confirm, callerOf(ana)), press(confirm, callerOf(ana))]);
    expect(wordsOf(one)).toBe(wordsOf(two));
    expect(wordsOf(one)).toMatch(/The actor is deleted.*5 messages I posted/);
    expect(await names()).not.toContain('nova');
    await expect(press(confirm, callerOf(ana))).rejects.toMatchObject({ code: 'gone' });
  });

  test('suggests one’s own actors, and to admins all of their server', async () => {
    const option = actorDelete.options.actor;
    if (option?.kind !== 'string' || !option.autocomplete) throw new Error('no suggestions');
    const suggest = async (caller: Caller, typed = '') =>
      (await option.autocomplete?.({ typed, given: {}, services, caller }))?.map(({ value }) => value);
    expect(await suggest(callerOf(ben))).toEqual(['nova']);
    expect(await suggest(callerOf('4'))).toEqual([]);
    expect(await suggest(callerOf('4', admin))).toEqual(['nova', 'outsider']);
    expect(await suggest(callerOf('4', admin), 'OUT')).toEqual(['outsider']);
  });
});

test('a receipt says what is still being tried, and is asked for again', async () => {
  outside.hubAway = true;
  const [confirm = ''] = idsOf(await run('actor delete', callerOf(ana), { actor: 'nova' }));
  const pending = await press(confirm, callerOf(ana));
  expect(wordsOf(pending)).toMatch(/Some of it is still out of reach.*Still being tried.*1 repository/);
  const [again = ''] = idsOf(pending);
  await expect(press(again, callerOf(cleo))).rejects.toMatchObject({ code: 'not-allowed' });
  const done = bot.nextDone();
  outside.hubAway = false;
  await done;
  expect(wordsOf(await press(again, callerOf(ana)))).toMatch(/The actor is deleted/);
  expect(wordsOf(await press('receipt:unknown', callerOf(ana)))).toMatch(/This receipt is gone/);
});

test('a message that the bot may not delete is in the receipt', async () => {
  outside.closed.add('message-of-progress');
  const [confirm = ''] = idsOf(await run('actor delete', callerOf(ana), { actor: 'nova' }));
  expect(wordsOf(await press(confirm, callerOf(ana)))).toMatch(/Out of reach.*1 message in a channel/);
});

test('/privacy export answers with the files, each shown in the message', async () => {
  const view = await run('export', callerOf(ana, direct));
  expect(view.files).toHaveLength(1);
  for (const { name } of view.files ?? []) expect(wordsOf(view)).toContain(`attachment://${name}`);
  expect(idsOf(view)).toEqual([]);
  await expect(press('privacy-export-next:1', callerOf(ana))).rejects.toMatchObject({ code: 'gone' });
});

test('a large export comes with a button for the parts that do not fit the message', async () => {
  const asked: number[] = [];
  const part = (number: number) => ({
    ...{ part: number, parts: 5, files: 1 },
    leftOut: 0,
    zip: { name: `part-${number}.zip`, bytes: new Uint8Array(10) },
  });
  services = {
    ...services,
    privacy: {
      ...services.privacy,
      export: async (_memberId: string, number: number) => {
        asked.push(number);
        return part(number);
      },
    },
  };
  const view = await run('export', callerOf(ana));
  expect(view.files).toHaveLength(3);
  expect(idsOf(view)).toEqual(['privacy-export-next:3']);
  const rest = await press('privacy-export-next:3', callerOf(ana));
  expect(rest.files?.map(({ name }) => name)).toEqual(['part-3.zip', 'part-4.zip']);
  expect(idsOf(rest)).toEqual([]);
  expect(asked).toEqual([0, 1, 2, 3, 4]);
});

test('nothing is noted of who uses any of it: after a deletion, not even looking at the receipt leaves something', () => {
  const all = [...privacy.subcommands, ...privacyButtons];
  expect(all.filter(({ traceless }) => !traceless).map(({ name }) => name)).toEqual([]);
});
