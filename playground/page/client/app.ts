import { html, nothing, type TemplateResult } from 'lit';
import type { ClientChannel } from '../../discord/members/client-protocol.ts';
import { channelTitle } from './channels.ts';
import type { Composer } from './composer/composer.ts';
import type { CastMember } from './store/api.ts';
import './composer/composer.ts';
import { icons } from './icons.ts';
import './lightbox.ts';
import { avatarOf } from './local-url.ts';
import './message/message-list.ts';
import type { ModalDialog } from './modal/modal-dialog.ts';
import './modal/modal-dialog.ts';
import './playground-menu.ts';
import { memberList } from './sidebar/member-list.ts';
import './sidebar/sidebar.ts';
import { StoreElement } from './store-element.ts';
import './toasts.ts';

/** The whole page: sidebar, channel, members, and what lies above them. */
export class App extends StoreElement {
  #drawer = false;
  #members = true;
  #dragging = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('dragenter', this.#drag);
    window.addEventListener('dragover', this.#drag);
    window.addEventListener('dragleave', this.#drag);
    window.addEventListener('drop', this.#drag);
    window.addEventListener('paste', event => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      this.#takeFiles(files);
    });
  }

  #drag = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (event.type === 'dragover') return;
    if (event.type === 'drop') {
      this.#dragging = 0;
      this.#takeFiles([...event.dataTransfer.files]);
    } else {
      // Entering a child comes before leaving its parent, so the depth is counted.
      this.#dragging = Math.max(0, this.#dragging + (event.type === 'dragenter' ? 1 : -1));
    }
    this.requestUpdate();
  };

  get #composer(): Composer | null {
    return this.querySelector<Composer>('pg-composer');
  }

  get #channel(): ClientChannel | undefined {
    const { snapshot, channelId } = this.store.state;
    return snapshot?.channels.find(({ id }) => id === channelId);
  }

  #takeFiles(files: File[]): void {
    if (this.store.state.modal) this.querySelector<ModalDialog>('pg-modal')?.takeFiles(files);
    else this.#composer?.takeFiles(files);
  }

  #setDrawer(open: boolean): void {
    this.#drawer = open;
    this.requestUpdate();
  }

  /** The address follows, so that a reload or a second window shows the same member and channel. */
  protected override updated(): void {
    const { memberId, channelId, snapshot } = this.store.state;
    if (!snapshot) return;
    const channel = this.#channel;
    const query = new URLSearchParams({ member: memberId, channel: channelId }).toString();
    if (location.search !== `?${query}`) history.replaceState(null, '', `?${query}`);
    document.title = `${channel ? channelTitle(channel) : ''} · ${snapshot.guild.name}`;
  }

  #banner(): TemplateResult | typeof nothing {
    const { connection, snapshot } = this.store.state;
    if (connection === 'lost') {
      return html`<p class="banner banner-bad" role="status" data-testid="banner">Connection lost. Trying again…</p>`;
    }
    if (snapshot && !snapshot.botOnline) {
      return html`<p class="banner" role="status" data-testid="banner">The bot is offline: commands get no answer until it is back.</p>`;
    }
    return nothing;
  }

  #header(): TemplateResult {
    const channel = this.#channel;
    const mark = channel?.direct
      ? html`<img src=${avatarOf(this.store.state.snapshot?.application)} alt="" class="app-avatar" width="24" height="24">`
      : channel?.elsewhere === 'conversation'
        ? icons.members
        : icons.hash;
    return html`<header class="channel-header">
      <button type="button" class="icon-button drawer-button" aria-label="Channels and members"
        aria-expanded=${this.#drawer} data-testid="drawer" @click=${() => this.#setDrawer(!this.#drawer)}>${icons.menu}</button>
      <h1>${mark}<span>${channel?.name ?? '…'}</span></h1>
      ${channel?.nsfw ? html`<small class="badge badge-nsfw">18+</small>` : nothing}
      <p class="channel-topic" title=${channel?.topic ?? ''}>${channel?.topic || nothing}</p>
      <pg-playground-menu .store=${this.store}></pg-playground-menu>
      ${
        channel?.direct || channel?.elsewhere
          ? nothing
          : html`<button type="button" class="icon-button members-button" aria-label="Show members" title="Show members"
              aria-pressed=${this.#members} @click=${() => {
                this.#members = !this.#members;
                this.requestUpdate();
              }}>${icons.members}</button>`
      }
    </header>`;
  }

  protected override render(): TemplateResult {
    const { snapshot, memberId } = this.store.state;
    return html`
      <div class="app ${this.#drawer ? 'drawer-open' : ''}" data-testid="app" data-member=${memberId}
        data-ready=${Boolean(snapshot)}
        @use-cast=${(event: CustomEvent<CastMember>) => this.#composer?.useCast(event.detail)}
        @open-command=${(event: CustomEvent<string>) => this.#composer?.openCommand(event.detail)}>
        <pg-sidebar class="sidebar" .store=${this.store} @navigate=${() => this.#setDrawer(false)}></pg-sidebar>
        <button type="button" class="scrim" tabindex="-1" aria-label="Close the sidebar" @click=${() => this.#setDrawer(false)}></button>
        <main>
          ${this.#header()}
          ${this.#banner()}
          <div class="stage">
            <div class="chat">
              <pg-message-list class="message-list" .store=${this.store}></pg-message-list>
              <pg-composer .store=${this.store}></pg-composer>
            </div>
            ${this.#members && !this.#channel?.direct && !this.#channel?.elsewhere ? memberList(this.store) : nothing}
          </div>
        </main>
        ${this.#dragging ? html`<div class="drop-overlay"><p>${icons.upload} Drop to attach</p></div>` : nothing}
      </div>
      <pg-modal .store=${this.store}></pg-modal>
      <pg-lightbox .store=${this.store}></pg-lightbox>
      <pg-toasts .store=${this.store}></pg-toasts>`;
  }
}

customElements.define('pg-app', App);
