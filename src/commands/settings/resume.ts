import { note } from '../../views/components.ts';
import { t } from '../../words/words.ts';
import { type Call, defineButton, defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';

/** Ends the account's pause, for every server that shares it. Any member can press the button, so only admins pass. */
async function letGoOn({ services: { account }, caller }: Call) {
  requireAdmin(caller, 'settings.adminsOnlyResume');
  if (!account.paused()) return note('plain', t('settings.accountRuns'));
  await account.resume();
  return note('good', `✓ ${t('settings.accountTried')}`);
}

export const resume = defineCommand({
  name: 'resume',
  description: 'commandsSettings.resume',
  options: {},
  visibility: 'private',
  execute: letGoOn,
});

/** The button in the notice to admins. */
export const accountResume = defineButton({ name: 'account-resume', answer: 'private', execute: letGoOn });
