import { html, nothing, type TemplateResult } from 'lit';
import type { ClientChannel, ClientMember } from '../../../discord/members/client-protocol.ts';
import { channelsElsewhere, directChannels, serverChannels } from '../channels.ts';
import { icons } from '../icons.ts';
import { avatarOf, localUrl } from '../local-url.ts';
import { StoreElement } from '../store-element.ts';
import { applyTheme, currentTheme } from '../theme.ts';
import { localeSelect } from './locale-select.ts';

/** The server's channels, one's direct messages with the bot, and the panel that says who one is and lets one become another member. */
export class Sidebar extends StoreElement {
  #switching = false;
  #outside = (event: Event) => {
    const panel = this.querySelector('.user-panel');
    if (panel && !event.composedPath().includes(panel)) this.#close();
  };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#outside);
  }

  #close(): void {
    this.#switching = false;
    document.removeEventListener('pointerdown', this.#outside);
    this.requestUpdate();
  }

  #toggle(): void {
    if (this.#switching) {
      this.#close();
      return;
    }
    this.#switching = true;
    document.addEventListener('pointerdown', this.#outside);
    this.requestUpdate();
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('.member-switcher [aria-checked="true"]')?.focus(),
    );
  }

  #select(channelId: string): void {
    this.store.selectChannel(channelId);
    this.dispatchEvent(new CustomEvent('navigate', { bubbles: true }));
  }

  #become(member: ClientMember): void {
    this.#close();
    if (member.id !== this.store.state.memberId) this.store.selectMember(member.id);
    this.querySelector<HTMLElement>('[data-testid="member-switcher"]')?.focus();
  }

  #keydown(event: KeyboardEvent): void {
    const items = [...this.querySelectorAll<HTMLElement>('[data-testid="member-option"]')];
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
    else if (event.key === 'ArrowUp') items[(at - 1 + items.length) % items.length]?.focus();
    else if (event.key === 'Escape') {
      this.#close();
      this.querySelector<HTMLElement>('[data-testid="member-switcher"]')?.focus();
    } else return;
    event.preventDefault();
  }

  #switcher(members: ClientMember[]): TemplateResult {
    return html`<div class="member-switcher" role="menu" aria-label="Be another member" @keydown=${this.#keydown}>
      <p>Be another member</p>
      ${members.map(
        member => html`<button type="button" role="menuitemradio" data-testid="member-option" data-member=${member.id}
          data-name=${member.displayName} aria-checked=${member.id === this.store.state.memberId}
          @click=${() => this.#become(member)}>
          <img src=${localUrl(member.avatarUrl)} alt="" width="32" height="32">
          <span><b>${member.displayName}</b><small>${member.admin ? 'Server admin' : member.username}</small></span>
          ${member.id === this.store.state.memberId ? icons.check : nothing}
        </button>`,
      )}
    </div>`;
  }

  #channel({ id, name, nsfw, direct }: ClientChannel, mark: TemplateResult): TemplateResult {
    const { channelId, unread } = this.store.state;
    return html`<button type="button" class="channel ${unread.has(id) ? 'channel-unread' : ''}"
      data-testid=${direct ? 'direct' : 'channel'} data-channel=${name}
      aria-current=${id === channelId ? 'page' : 'false'} @click=${() => this.#select(id)}>
      ${mark}<span>${name}</span>
      ${nsfw ? html`<small class="badge badge-nsfw" title="Age-restricted">18+</small>` : nothing}
      ${unread.has(id) ? html`<i class="unread-dot" role="img" aria-label="Unread messages"></i>` : nothing}
    </button>`;
  }

  protected override render(): TemplateResult {
    const { snapshot, memberId } = this.store.state;
    const direct = directChannels(snapshot);
    const elsewhere = channelsElsewhere(snapshot);
    const avatar = html`<img src=${avatarOf(snapshot?.application)} alt="" class="app-avatar" width="20" height="20">`;
    const people = (snapshot?.members ?? []).filter(member => !member.bot);
    const me = people.find(member => member.id === memberId);
    const theme = currentTheme();
    const other = theme === 'dark' ? 'light' : 'dark';
    return html`
      <header class="guild-name"><span>${snapshot?.guild.name ?? 'Playground'}</span></header>
      <nav aria-label="Channels">
        <h3>Channels</h3>
        ${serverChannels(snapshot).map(channel => this.#channel(channel, icons.hash))}
        ${direct.length ? html`<h3>Direct messages</h3>` : nothing}
        ${direct.map(channel => this.#channel(channel, avatar))}
        ${elsewhere.length ? html`<h3>Where the bot isn’t</h3>` : nothing}
        ${elsewhere.map(channel => this.#channel(channel, channel.elsewhere === 'server' ? icons.hash : icons.members))}
      </nav>
      <footer class="sidebar-note">A playground: everything runs on this computer, pictures are drawn, training is simulated.
        ${localeSelect(snapshot?.locale ?? 'en-US', locale => void this.store.setLocale(locale))}</footer>
      <section class="user-panel" aria-label="Who you are">
        ${this.#switching ? this.#switcher(people) : nothing}
        <button type="button" class="user-button" data-testid="member-switcher" aria-haspopup="menu"
          aria-expanded=${this.#switching} title="Be another member" @click=${this.#toggle}>
          ${me ? html`<img src=${localUrl(me.avatarUrl)} alt="" width="32" height="32">` : html`<span class="avatar-blank"></span>`}
          <span><b>${me?.displayName ?? '…'}</b><small>${me ? (me.admin ? 'Server admin' : me.username) : ''}</small></span>
          ${icons.chevron}
        </button>
        <button type="button" class="icon-button" data-testid="theme" aria-label="Use the ${other} theme"
          title="Use the ${other} theme" @click=${() => {
            applyTheme(other);
            this.requestUpdate();
          }}>${theme === 'dark' ? icons.sun : icons.moon}</button>
      </section>`;
  }
}

customElements.define('pg-sidebar', Sidebar);
