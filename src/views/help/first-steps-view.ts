import { t } from '../../words/words.ts';
import { card, text, type View } from '../components.ts';

/** Writes a command so that it can be clicked. */
export type Mention = (command: string) => string;

/** For everybody in a server that the bot was added to. */
export function memberStepsView(mention: Mention): View {
  const generate = mention('generate');
  const first = t('help.helloFirst', {
    generate,
    actorRegister: mention('actor register'),
    help: mention('help'),
  });
  return card(
    'plain',
    text(`### ${t('help.hello')}\n${t('help.helloGenerate', { generate })}`),
    text(`${first}\n-# ${t('help.helloConsent')}`),
  );
}

/** For the admins of that server: what to decide first. */
export function adminStepsView(mention: Mention): View {
  const decisions = [
    t('help.decideWhere', { settingsChannels: mention('settings channels') }),
    t('help.decideWho', { settingsRoles: mention('settings roles') }),
    t('help.decideHowMuch', {
      settingsMoney: mention('settings money'),
      settingsLimits: mention('settings limits'),
    }),
    t('help.decideWhom', { settingsConsent: mention('settings consent') }),
  ];
  const every = t('help.everySetting', {
    settingsShow: mention('settings show'),
    settingsLog: mention('settings log'),
  });
  return card(
    'plain',
    text(
      `### ${t('help.thanks')}\n${decisions.map((decision, index) => `${index + 1}. ${decision}`).join('\n')}`,
    ),
    text(`${t('help.strictest')}\n-# ${every}`),
  );
}
