/** The few pages a person may open on the playground's hub: its front page, a repository, an avatar. */
import type { FastifyInstance } from 'fastify';
import { providerMapping } from '../inference/provider-mapping.ts';
import type { Accounts } from './accounts.ts';
import { type Repositories, type Repository, resolveRevision } from './repositories.ts';

const style = `body{font:16px/1.6 system-ui,sans-serif;max-width:52rem;margin:3rem auto;padding:0 1rem;
color:#1d2433;background:#fbfaf7}@media(prefers-color-scheme:dark){body{color:#e7e9ee;background:#15171c}
a{color:#9db8ff}}pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:1rem;border-radius:.6rem;
background:#8881}small{opacity:.7}li{margin:.2rem 0}`;

export function registerRepositoryPages(
  app: FastifyInstance,
  {
    accounts,
    repositories,
    origin,
  }: { accounts: Accounts; repositories: Repositories; origin: () => string },
): void {
  app.get('/', async (_request, reply) => {
    const items = repositories
      .list('model')
      .filter(item => !item.private)
      .map(item => `<li><a href="${origin()}/${item.id}">${escapeHtml(item.id)}</a></li>`);
    const text = "<p>A stand-in for Hugging Face's hub, in memory. Private repositories are not listed.</p>";
    return reply.type('text/html').send(page("The playground's hub", `${text}<ul>${items.join('')}</ul>`));
  });

  app.get('/:namespace/:name', async (request, reply) => {
    const { namespace, name } = request.params as { namespace: string; name: string };
    const repository = accounts.readable(request, 'model', `${namespace}/${name}`);
    return reply.type('text/html').send(page(repository.id, describe(repository, origin())));
  });

  app.get('/avatars/:file', async (request, reply) => {
    const { file } = request.params as { file: string };
    const letter = escapeHtml((file[0] ?? '?').toUpperCase());
    const hue = [...file].reduce((sum, character) => sum + character.charCodeAt(0) * 7, 0) % 360;
    return reply
      .type('image/svg+xml')
      .send(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="hsl(${hue} 45% 55%)"/><text x="32" y="43" font-family="sans-serif" font-size="32" text-anchor="middle" fill="#fff">${letter}</text></svg>`,
      );
  });
}

function describe(repository: Repository, origin: string): string {
  const commit = resolveRevision(repository, 'main');
  const readme = repository.contents.get(commit.files.get('README.md')?.sha256 ?? '');
  const providers = Object.keys(providerMapping(repository)).join(', ') || 'none';
  const files = [...commit.files].map(([path, file]) => {
    const href = `${origin}/${repository.id}/resolve/main/${path.split('/').map(encodeURIComponent).join('/')}`;
    return `<li><a href="${escapeHtml(href)}">${escapeHtml(path)}</a> <small>${file.size} bytes</small></li>`;
  });
  const text = readme ? Buffer.from(readme).toString('utf8') : 'No model card.';
  return `<p><small>Revision ${commit.oid} · inference providers: ${escapeHtml(providers)}</small></p>
<ul>${files.join('')}</ul><pre>${escapeHtml(text)}</pre>`;
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${style}</style><h1>${escapeHtml(title)}</h1>${body}</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
