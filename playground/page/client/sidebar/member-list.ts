import { html, nothing, type TemplateResult } from 'lit';
import type { ClientMember, Snapshot } from '../../../discord/members/client-protocol.ts';
import { localUrl } from '../local-url.ts';

function row(member: ClientMember, offline: boolean): TemplateResult {
  return html`<li class=${offline ? 'member-offline' : ''}>
    <span class="avatar-status"><img src=${localUrl(member.avatarUrl)} alt="" width="32" height="32"><i></i></span>
    <span class="member-name" style=${member.color ? `--role: ${member.color}` : ''}>${member.displayName}</span>
    ${member.bot ? html`<small class="badge">App</small>` : nothing}
      ${member.admin ? html`<small class="badge badge-plain">Admin</small>` : nothing}
  </li>`;
}

/** Who is in the server; the bot is shown as offline while it is not connected. */
export function memberList(snapshot: Snapshot | undefined): TemplateResult {
  const members = snapshot?.members ?? [];
  const bots = members.filter(member => member.bot);
  const people = members.filter(member => !member.bot);
  return html`<aside class="member-list" aria-label="Members" data-testid="member-list">
    <h3>Members · ${people.length}</h3>
    <ul>${people.map(member => row(member, false))}</ul>
    ${
      bots.length
        ? html`<h3>Apps · ${bots.length}</h3><ul>${bots.map(member => row(member, !snapshot?.botOnline))}</ul>`
        : nothing
    }
  </aside>`;
}
