import { type PlainKey, t } from '../../words/words.ts';
import type { Mention } from './first-steps-view.ts';

export interface HelpTopic {
  id: string;
  name: PlainKey;
  emoji: string;
  /** The commands it is about: whole ones, or groups. */
  commands: readonly string[];
  words(mention: Mention): string;
  /** The same where the bot has no server around it: in direct messages, and where a member installed it for themselves. */
  outside?(mention: Mention): string;
}

/** What help is given about, in the order of its buttons. */
export const helpTopics: readonly HelpTopic[] = [
  {
    id: 'start',
    name: 'help.start',
    emoji: '👋',
    commands: [],
    words(mention) {
      const [generate, actorShow] = [mention('generate'), mention('actor show')];
      return (
        `### ${t('help.startTitle')}\n` +
        `1. ${t('help.startCast', { actorRegister: mention('actor register') })}\n` +
        `2. ${t('help.startGenerate', { generate })}\n` +
        `3. ${t('help.startTrain', { trainStart: mention('train start'), generate, actorShow })}\n\n` +
        t('help.startWithout', { generate })
      );
    },
    outside: mention =>
      [
        `### ${t('help.outsideTitle')}`,
        t('help.outsideGenerate', { generate: mention('generate') }),
        t('help.outsideYours', { gallery: mention('gallery'), quota: mention('quota') }),
        t('help.outsideActors'),
      ].join('\n'),
  },
  {
    id: 'images',
    name: 'help.images',
    emoji: '🖼️',
    commands: ['generate', 'gallery', 'show', 'models'],
    words: mention =>
      [
        `### ${t('help.images')}`,
        t('help.imagesGenerate', { generate: mention('generate') }),
        t('help.imagesPack', { actorShow: mention('actor show') }),
        t('help.imagesImprove'),
        t('help.imagesFavourites', { gallery: mention('gallery') }),
        t('help.imagesMenu'),
      ].join('\n'),
    outside: mention =>
      [
        `### ${t('help.images')}`,
        t('help.imagesGenerate', { generate: mention('generate') }),
        t('help.imagesImprove'),
        t('help.imagesFavourites', { gallery: mention('gallery') }),
        t('help.outsideMenu'),
      ].join('\n'),
  },
  {
    id: 'actors',
    name: 'help.actors',
    emoji: '🎭',
    commands: ['actor', 'train'],
    words: mention =>
      [
        `### ${t('help.actors')}`,
        t('help.actorsRegister', {
          actorRegister: mention('actor register'),
          trainStart: mention('train start'),
        }),
        t('help.actorsYou', { actorShare: mention('actor share'), actorShow: mention('actor show') }),
      ].join('\n'),
  },
  {
    id: 'yours',
    name: 'help.yours',
    emoji: '🔒',
    commands: ['quota', 'privacy', 'status', 'help'],
    words: mention =>
      `### ${t('help.yours')}\n` +
      t('help.yoursWords', {
        quota: mention('quota'),
        privacyExport: mention('privacy export'),
        privacyDelete: mention('privacy delete'),
      }),
    outside: mention =>
      [
        `### ${t('help.yours')}`,
        t('help.outsideWords', {
          quota: mention('quota'),
          privacyExport: mention('privacy export'),
          privacyDelete: mention('privacy delete'),
        }),
        t('help.outsideReach'),
      ].join('\n'),
  },
  {
    id: 'admins',
    name: 'help.admins',
    emoji: '🛠️',
    commands: ['settings'],
    words: mention =>
      `### ${t('help.admins')}\n` +
      t('help.adminsWords', {
        settingsShow: mention('settings show'),
        settingsLog: mention('settings log'),
      }),
  },
];
