import { html, nothing, type TemplateResult } from 'lit';
import type { ClientMember } from '../../../discord/members/client-protocol.ts';
import { shownName } from '../composer/shown-words.ts';
import { localUrl } from '../local-url.ts';
import type { Store } from '../store/store.ts';

const USER_COMMAND = 2;

/** What Discord has in a member's menu, below Apps: here it shows while the member is pointed at or has the focus. */
function apps(member: ClientMember, store: Store): TemplateResult | typeof nothing {
  const commands = store.state.snapshot?.commands.filter(({ type }) => type === USER_COMMAND) ?? [];
  if (member.bot || commands.length === 0) return nothing;
  return html`<span class="member-apps">${commands.map(
    command => html`<button type="button" class="link-button" data-testid="member-command"
      aria-label=${`${shownName(command)}: ${member.displayName}`}
      @click=${() => store.useOnMember(command.name, command.id, member.id)}>${shownName(command)}</button>`,
  )}</span>`;
}

function row(member: ClientMember, offline: boolean, store: Store): TemplateResult {
  return html`<li class=${offline ? 'member-offline' : ''}>
    <span class="avatar-status"><img src=${localUrl(member.avatarUrl)} alt="" width="32" height="32"><i></i></span>
    <span class="member-name" style=${member.color ? `--role: ${member.color}` : ''}>${member.displayName}</span>
    ${member.bot ? html`<small class="badge">App</small>` : nothing}
      ${member.admin ? html`<small class="badge badge-plain">Admin</small>` : nothing}
    ${apps(member, store)}
  </li>`;
}

/** Who is in the server; the bot is shown as offline while it is not connected. */
export function memberList(store: Store): TemplateResult {
  const { snapshot } = store.state;
  const members = snapshot?.members ?? [];
  const bots = members.filter(member => member.bot);
  const people = members.filter(member => !member.bot);
  return html`<aside class="member-list" aria-label="Members" data-testid="member-list">
    <h3>Members · ${people.length}</h3>
    <ul>${people.map(member => row(member, false, store))}</ul>
    ${
      bots.length
        ? html`<h3>Apps · ${bots.length}</h3><ul>${bots.map(member => row(member, !snapshot?.botOnline, store))}</ul>`
        : nothing
    }
  </aside>`;
}
