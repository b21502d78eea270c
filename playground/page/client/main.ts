import './discord-skin.ts';
import type { App } from './app.ts';
import './app.ts';
import { speak } from './chrome-words.ts';
import { createStore } from './store/store.ts';
import { applyTheme } from './theme.ts';

applyTheme();
const query = new URLSearchParams(location.search);
const standard = document.querySelector<HTMLMetaElement>('meta[name="playground-member"]')?.content ?? '';
const store = createStore({
  memberId: query.get('member') || standard,
  fallbackMemberId: standard,
  channelId: query.get('channel') ?? '',
});
// Before anything is drawn in it.
store.subscribe(() => {
  const { snapshot } = store.state;
  if (!snapshot) return;
  speak(snapshot.locale);
  document.documentElement.lang = snapshot.locale;
});
const app = document.createElement('pg-app') as App;
app.store = store;
document.body.append(app);
store.start();
