import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { card, divider, fitting, plain, text, type View } from '../components.ts';
import { aDay } from './settings-limits-view.ts';

const outsidersWords: Record<GuildSettings['outsiders'], string> = {
  nobody: 'nobody can register them',
  admins: 'any member can register them with a statement, once an admin agrees',
  members: 'any member can register them with a statement',
};

const requestWords: Record<GuildSettings['consentBy'], string> = {
  channel: 'in the channel',
  direct: 'by direct message, or in the channel if they don’t take any',
};

const sameFaceWords: Record<GuildSettings['sameFace'], string> = {
  tell: 'admins are told',
  admins: 'it waits for an admin, and admins are told',
  refuse: 'it is refused, and admins are told; if I’m not certain, it waits for an admin',
};

const strangersWords: Record<GuildSettings['strangers'], string> = {
  refuse: 'refused',
  statement: 'used if the member says how they agreed',
};

/** Where trainings are shown and how many may be open, in words. */
export const trainingRulesWords = ({ trainingChannelId, trainingsAtOnce }: GuildSettings): string =>
  (trainingsAtOnce === 0
    ? 'Trainings are off in this server.'
    : `At most ${trainingsAtOnce} ${trainingsAtOnce === 1 ? 'training is' : 'trainings are'} open at a time.`) +
  (trainingChannelId
    ? ` They’re shown in <#${trainingChannelId}>, or, if I can’t write there, in the channel where each was started.`
    : ' Each is shown in the channel where it was started.');

/** Every decision of the server, and the command that changes it. `done` says what was just changed. */
export function settingsView(settings: GuildSettings, done?: string): View {
  const {
    outsiders,
    consentBy,
    sameFace,
    strangers,
    adult,
    blockedWords,
    paused,
    serverLimit,
    noticesChannelId,
  } = settings;
  const limited = new Set([...Object.keys(settings.memberLimits), ...Object.keys(settings.memberCounts)])
    .size;
  const ruled = Object.keys(settings.roles).length;
  const shut = Object.keys(settings.blocked).length;
  const blocked =
    blockedWords.length === 0
      ? 'none'
      : fitting(
          blockedWords.map(word => `||${plain(word, 60)}||`),
          2_400,
        ).join(' · ');
  return card(
    done ? 'good' : 'plain',
    text(`### Settings of this server${done ? `\n✓ ${done}` : ''}`),
    text(
      '**Consent** `/settings consent`\n' +
        `People outside this server: ${outsidersWords[outsiders]}.\n` +
        `Members are asked ${requestWords[consentBy]}.\n` +
        `A face that’s already registered as somebody else: ${sameFaceWords[sameFace]}.\n` +
        `A picture to start from that shows somebody who isn’t an actor: ${strangersWords[strangers]}.`,
    ),
    divider(),
    text(
      '**Safety** `/settings safety`\n' +
        `Sexual content without an actor: ${adult ? 'in age-restricted channels' : 'nowhere'}.\n` +
        `Blocked words (${blockedWords.length}): ${blocked}`,
    ),
    divider(),
    text(
      '**Budget** `/settings limits` · `/settings usage`\n' +
        `The whole server: ${serverLimit === undefined ? 'no limit of its own' : aDay(serverLimit)}. ` +
        `Members with a limit of their own: ${limited}.\n` +
        `Image generation: ${paused ? '⏸ **paused**' : 'on'} (\`/settings pause\`).\n` +
        `Notices to admins: ${noticesChannelId ? `<#${noticesChannelId}>` : 'to the owner of the server'} (\`/settings channels\`).`,
    ),
    divider(),
    text(
      '**Members** `/settings roles` · `/settings block`\n' +
        `${ruled === 0 ? 'Every role can do everything.' : `Roles with rules: ${ruled}.`} ` +
        `Blocked members: ${shut === 0 ? 'none' : shut}.`,
    ),
    divider(),
    text(`**Training** \`/settings training\`\n${trainingRulesWords(settings)}`),
    text(
      '-# Always on: no sexual images of an actor, no images of an actor as a child, nothing sexual with anyone underage. `/settings log` lists what was stopped.',
    ),
  );
}
