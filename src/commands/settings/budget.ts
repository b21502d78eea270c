import { UserError } from '../../errors.ts';
import { quotaDaysKept } from '../../services/quota/usage.ts';
import { note } from '../../views/components.ts';
import { aDay, limitsView } from '../../views/settings/settings-limits-view.ts';
import { usagePicture } from '../../views/settings/settings-usage-picture.ts';
import { usageView } from '../../views/settings/settings-usage-view.ts';
import { type CommandContext, defineButton, defineCommand } from '../command.ts';
import { spendOf } from '../quota/quota.ts';
import { requireAdmin } from '../require-admin.ts';

export const limits = defineCommand({
  name: 'limits',
  description: 'How many tokens a day one member, or the whole server, may use',
  options: {
    member: { kind: 'member', description: 'Whose limit', required: false },
    tokens: {
      kind: 'integer',
      description: 'Tokens a day, 0 for no new images; leave it out for the default',
      required: false,
      min: 0,
      max: 1_000_000_000,
    },
    server: { kind: 'boolean', description: 'The limit is for the whole server', required: false },
  },
  visibility: 'private',
  async execute({ options: { member, tokens, server }, services: { settings }, caller }) {
    requireAdmin(caller);
    const { guildId } = caller;
    if (member && server) {
      throw new UserError('bad-input', 'Choose a member or the whole server, not both.');
    }
    if (member) {
      const stored = await settings.limitMember(guildId, member.id, tokens);
      const now = tokens === undefined ? 'the same as everybody again' : aDay(tokens);
      return limitsView(stored, `<@${member.id}>: ${now}, from now on.`);
    }
    if (server) {
      const stored = await settings.update(guildId, ({ serverLimit: _before, ...rest }) =>
        tokens === undefined ? rest : { ...rest, serverLimit: tokens },
      );
      return limitsView(stored, 'Changed, from now on.');
    }
    if (tokens !== undefined) {
      throw new UserError('bad-input', 'Say whose limit it is: choose a member, or set `server` to True.');
    }
    return limitsView(settings.get(guildId));
  },
});

export const usage = defineCommand({
  name: 'usage',
  description: 'Who used how much of the budget in this server, today and on the last days',
  options: {
    days: {
      kind: 'integer',
      description: 'How many days back, today included (7)',
      required: false,
      min: 1,
      max: quotaDaysKept,
    },
  },
  visibility: 'private',
  async execute({ options: { days = 7 }, services, caller }) {
    requireAdmin(caller);
    const { guildId, memberId } = caller;
    const { server } = await services.quota.today(memberId, guildId);
    const used = await services.quota.usageOf(guildId, days);
    return usageView(used, server, await spendOf(services), await usagePicture(used));
  },
});

export const pause = defineCommand({
  name: 'pause',
  description: 'Stop making images in this server for a while, or go on',
  options: {
    state: {
      kind: 'string',
      description: 'on: no images are made',
      required: true,
      choices: [
        { name: 'on: make no images', value: 'on' },
        { name: 'off: go on', value: 'off' },
      ],
    },
  },
  visibility: 'private',
  async execute({ options: { state }, services, caller }) {
    requireAdmin(caller);
    const paused = state === 'on';
    await services.settings.update(caller.guildId, current => ({ ...current, paused }));
    return paused
      ? note(
          'warn',
          '⏸ No images are made in this server until `/settings pause off`. What waits in the queue is stopped at its turn; what is being made is still delivered.',
        )
      : note('good', '✓ Images are made in this server again.');
  },
});

/** Lets the account go on, for everybody who shares it. Members can press what they see; admins decide. */
async function letGoOn({
  services: { account },
  caller,
}: Pick<CommandContext<never>, 'services' | 'caller'>) {
  requireAdmin(caller, 'Only those who may manage the server can do that.');
  if (!account.paused()) return note('plain', 'The Hugging Face account is not paused.');
  await account.resume();
  return note(
    'good',
    '✓ The next image is tried again. If Hugging Face still refuses, the account pauses once more.',
  );
}

export const resume = defineCommand({
  name: 'resume',
  description: 'Go on after the Hugging Face account ran out of credit and was topped up',
  options: {},
  visibility: 'private',
  execute: letGoOn,
});

/** In the notice to admins. */
export const accountResume = defineButton({ name: 'account-resume', answer: 'private', execute: letGoOn });

export const channels = defineCommand({
  name: 'channels',
  description: 'Where admins are told what concerns them, such as an account without credit',
  options: {
    'admin-notices': {
      kind: 'channel',
      description: 'A channel that the bot can write in',
      required: false,
    },
    reset: {
      kind: 'boolean',
      description: 'Tell the owner of the server directly instead',
      required: false,
    },
  },
  visibility: 'private',
  async execute({ options: { 'admin-notices': channel, reset }, services: { settings }, caller }) {
    requireAdmin(caller);
    const { noticesChannelId } =
      channel || reset
        ? await settings.update(caller.guildId, ({ noticesChannelId: _before, ...rest }) =>
            channel ? { ...rest, noticesChannelId: channel.id } : rest,
          )
        : settings.get(caller.guildId);
    const where = noticesChannelId
      ? `Admins are told in <#${noticesChannelId}>. Where the bot cannot write there, the owner of the server is told directly.`
      : 'The owner of the server is told directly.';
    return note(channel || reset ? 'good' : 'plain', `${channel || reset ? '✓ ' : ''}${where}`);
  },
});
