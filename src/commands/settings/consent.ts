import { waitingFacesView } from '../../views/actor/face-view.ts';
import { settingsView } from '../../views/settings/settings-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';

export const consent = defineCommand({
  name: 'consent',
  description: 'commandsSettings.consent',
  options: {
    outsiders: {
      kind: 'string',
      description: 'commandsSettings.consentOutsiders',
      required: false,
      choices: [
        { name: 'commandsSettings.consentOutsidersNobody', value: 'nobody' },
        { name: 'commandsSettings.consentOutsidersAdmins', value: 'admins' },
        { name: 'commandsSettings.consentOutsidersMembers', value: 'members' },
      ],
    },
    requests: {
      kind: 'string',
      description: 'commandsSettings.consentRequests',
      required: false,
      choices: [
        { name: 'commandsSettings.consentRequestsChannel', value: 'channel' },
        { name: 'commandsSettings.consentRequestsDirect', value: 'direct' },
      ],
    },
    'same-face': {
      kind: 'string',
      description: 'commandsSettings.consentSameFace',
      required: false,
      choices: [
        { name: 'commandsSettings.consentSameFaceTell', value: 'tell' },
        { name: 'commandsSettings.consentSameFaceAdmins', value: 'admins' },
        { name: 'commandsSettings.consentSameFaceRefuse', value: 'refuse' },
      ],
    },
    strangers: {
      kind: 'string',
      description: 'commandsSettings.consentStrangers',
      required: false,
      choices: [
        { name: 'commandsSettings.consentSameFaceRefuse', value: 'refuse' },
        { name: 'commandsSettings.consentStrangersStatement', value: 'statement' },
      ],
    },
  },
  visibility: 'private',
  async execute({ options, services, caller }) {
    const { outsiders, requests, 'same-face': sameFace, strangers } = options;
    requireAdmin(caller);
    if (!outsiders && !requests && !sameFace && !strangers) {
      const keys = ['outsiders', 'consentBy', 'sameFace', 'strangers'] as const;
      const set = settingsView(services.settings.get(caller.guildId));
      const settings = await shown({ services, caller }, keys, set);
      const waiting = await services.actors.waitingForAdmin(caller.guildId);
      if (waiting.count === 0) return settings;
      return { ...settings, components: [...settings.components, ...waitingFacesView(waiting).components] };
    }
    return changed(
      { services, caller },
      current => ({
        ...current,
        outsiders: outsiders ?? current.outsiders,
        consentBy: requests ?? current.consentBy,
        sameFace: sameFace ?? current.sameFace,
        strangers: strangers ?? current.strangers,
      }),
      settingsView,
    );
  },
});
