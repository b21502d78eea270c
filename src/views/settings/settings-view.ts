import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { languageNames } from '../../words/language.ts';
import { type PlainKey, t } from '../../words/words.ts';
import { card, divider, fitting, plain, text, type View } from '../components.ts';
import { aDay } from './settings-limits-view.ts';

const outsidersWords = {
  nobody: 'settings.outsidersNobody',
  admins: 'settings.outsidersAdmins',
  members: 'settings.outsidersMembers',
} as const satisfies Record<GuildSettings['outsiders'], PlainKey>;

const requestWords = {
  channel: 'settings.askedInChannel',
  direct: 'settings.askedDirectly',
} as const satisfies Record<GuildSettings['consentBy'], PlainKey>;

const sameFaceWords = {
  tell: 'settings.sameFaceTell',
  admins: 'settings.sameFaceAdmins',
  refuse: 'settings.sameFaceRefuse',
} as const satisfies Record<GuildSettings['sameFace'], PlainKey>;

const strangersWords = {
  refuse: 'settings.strangersRefuse',
  statement: 'settings.strangersStatement',
} as const satisfies Record<GuildSettings['strangers'], PlainKey>;

/** Where trainings are shown and how many may be open, in words. */
export function trainingRulesWords({ trainingChannelId, trainingsAtOnce }: GuildSettings): string {
  const most =
    trainingsAtOnce === 0
      ? t('settings.trainingsOff')
      : t('settings.trainingsMost', { trainings: trainingsAtOnce });
  const where = trainingChannelId
    ? t('settings.trainingsShownIn', { channel: `<#${trainingChannelId}>` })
    : t('settings.trainingsShownWhereStarted');
  return `${most} ${where}`;
}

/** What is spoken in the server's channels. */
export const languageWords = ({ language }: GuildSettings): string =>
  language ? t('settings.speaks', { language: languageNames[language] }) : t('settings.speaksAsDiscord');

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
  const words = fitting(
    blockedWords.map(word => `||${plain(word, 60)}||`),
    // Of what a message holds: the rest is longer in other languages, and actors that wait may stand below.
    1_000,
  ).join(' · ');
  const about = (name: PlainKey, commands: string, ...lines: string[]) =>
    text([`**${t(name)}** ${commands}`, ...lines].join('\n'));
  return card(
    done ? 'good' : 'plain',
    text(`### ${t('settings.title')}${done ? `\n✓ ${done}` : ''}`),
    about(
      'settings.consent',
      '`/settings consent`',
      t(outsidersWords[outsiders]),
      t(requestWords[consentBy]),
      t(sameFaceWords[sameFace]),
      t(strangersWords[strangers]),
    ),
    divider(),
    about(
      'settings.safety',
      '`/settings safety`',
      adult ? t('settings.adultOn') : t('settings.adultOff'),
      blockedWords.length === 0
        ? t('settings.noBlockedWords')
        : t('settings.blockedWords', { count: blockedWords.length, words }),
    ),
    divider(),
    about(
      'settings.budget',
      '`/settings limits` · `/settings usage`',
      t('settings.serverLimit', {
        limit: serverLimit === undefined ? t('settings.noLimitOfItsOwn') : aDay(serverLimit),
        members: limited,
      }),
      paused ? t('settings.generationPaused') : t('settings.generationOn'),
      noticesChannelId
        ? t('settings.noticesIn', { channel: `<#${noticesChannelId}>` })
        : t('settings.noticesToOwner'),
    ),
    divider(),
    about(
      'settings.members',
      '`/settings roles` · `/settings block`',
      `${ruled === 0 ? t('settings.everyRole') : t('settings.rolesWithRules', { roles: ruled })} ` +
        t('settings.blockedCount', { members: shut }),
    ),
    divider(),
    about('settings.training', '`/settings training`', trainingRulesWords(settings)),
    divider(),
    about('settings.language', '`/settings language`', languageWords(settings)),
    text(`-# ${t('settings.alwaysOn')}`),
  );
}
