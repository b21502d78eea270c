import { html, nothing, type TemplateResult } from 'lit';
import type { ClientChannel } from '../../../discord/members/client-protocol.ts';
import { channelTitle } from '../channels.ts';
import { icons } from '../icons.ts';
import { avatarOf } from '../local-url.ts';
import type { CastMember } from '../store/api.ts';
import type { Store } from '../store/store.ts';

function tell(event: Event, name: string, detail: unknown): void {
  event.currentTarget?.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

function castCard(member: CastMember): TemplateResult {
  return html`<button type="button" class="cast-card" data-testid="cast-card" data-cast=${member.id}
    @click=${(event: Event) => tell(event, 'use-cast', member)}>
    <span class="cast-photos">${member.photos
      .slice(0, 3)
      .map(photo => html`<img src=${photo.url} alt="" width="64" height="64" loading="lazy">`)}</span>
    <b>Cast ${member.name}</b>
    <span>${member.about}</span>
    <small>${member.photos.length} drawn photos</small>
  </button>`;
}

function commandChip(label: string): TemplateResult {
  return html`<button type="button" class="chip chip-command" data-testid="try-command" data-command=${label}
    @click=${(event: Event) => tell(event, 'open-command', label)}>/${label}</button>`;
}

/** The beginning of a channel: what it is, and the way in for somebody who sees the bot for the first time. */
export function welcome(channel: ClientChannel, store: Store): TemplateResult {
  const { cast, snapshot } = store.state;
  if (channel.direct) {
    return html`<section class="welcome" data-testid="welcome">
      <img class="app-avatar" src=${avatarOf(snapshot?.application)} alt="" width="60" height="60">
      <h2>${channel.name}</h2>
      <p>This is the beginning of your direct messages with ${channel.name}. Only you can see them.</p>
    </section>`;
  }
  const quiet = snapshot?.channels[0]?.id !== channel.id;
  return html`<section class="welcome" data-testid="welcome">
    <div class="welcome-icon">${channel.nsfw ? icons.adult : icons.hash}</div>
    <h2>Welcome to ${channelTitle(channel)}</h2>
    <p>${channel.topic || 'This is the beginning of the channel.'}</p>
    ${
      quiet
        ? nothing
        : html`<div class="try-it">
            <p><b>Try it:</b> cast somebody, train them, then generate pictures of them. One click fills the command
              in; you press Enter.</p>
            ${cast.length ? html`<div class="cast-cards">${cast.slice(0, 4).map(castCard)}</div>` : nothing}
            <p class="try-commands">Or start with ${['actor register', 'generate', 'train start', 'help'].map(commandChip)}</p>
          </div>`
    }
  </section>`;
}
