import { waitingFacesView } from '../../views/actor/face-view.ts';
import { settingsView } from '../../views/settings/settings-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';

export const consent = defineCommand({
  name: 'consent',
  description:
    'Who can register whom, where members are asked, and what happens with known and unknown faces',
  options: {
    outsiders: {
      kind: 'string',
      description: 'Who can register somebody outside this server',
      required: false,
      choices: [
        { name: 'Nobody', value: 'nobody' },
        { name: 'Any member, once an admin agrees', value: 'admins' },
        { name: 'Any member, with a statement', value: 'members' },
      ],
    },
    requests: {
      kind: 'string',
      description: 'Where a member is asked for consent',
      required: false,
      choices: [
        { name: 'In the channel', value: 'channel' },
        { name: 'By direct message', value: 'direct' },
      ],
    },
    'same-face': {
      kind: 'string',
      description: 'What happens if a face is registered again as somebody else',
      required: false,
      choices: [
        { name: 'Admins are told', value: 'tell' },
        { name: 'It waits for an admin', value: 'admins' },
        { name: 'It is refused', value: 'refuse' },
      ],
    },
    strangers: {
      kind: 'string',
      description: 'What happens if a reference picture shows somebody who isn’t an actor',
      required: false,
      choices: [
        { name: 'It is refused', value: 'refuse' },
        { name: 'It is used, with a statement', value: 'statement' },
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
