// The notebook's page: sends the pasted code, then asks for the run's state until it is over.
const element = id => document.getElementById(id);
const form = element('form');
const code = element('code');
const pollMs = 400;

function complain(text) {
  element('problem').textContent = text;
  element('problem').hidden = !text;
  code.setAttribute('aria-invalid', String(Boolean(text)));
}

function setRuntime(text, kind = '') {
  element('runtime').textContent = text;
  element('runtime').className = `chip ${kind}`;
}

const phases = {
  claiming: 'Asking the bot',
  preparing: 'Preparing',
  training: 'Training (pretended)',
  verifying: 'Verifying',
  uploading: 'Uploading',
  over: 'Over',
};

async function call(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: body ? 'POST' : 'GET',
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
  } catch {
    throw new Error('The playground does not answer. Is it still running?');
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The playground answered ${response.status}.`);
  return answer;
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  complain('');
  element('start').disabled = true;
  try {
    const mishap = element('mishap').value;
    const run = await call('/runs', { jobCode: code.value, ...(mishap ? { mishap } : {}) });
    code.value = '';
    element('training').hidden = false;
    element('samples').hidden = true;
    element('gallery').replaceChildren();
    element('interrupt').hidden = false;
    element('interrupt').onclick = () =>
      call(`/runs/${run.id}/cancel`, {}).catch(error => complain(error.message));
    await follow(run);
  } catch (error) {
    complain(error.message);
    if (element('training').hidden) setRuntime('Idle');
    else setRuntime('Unknown', 'bad');
  } finally {
    element('start').disabled = false;
    element('interrupt').hidden = true;
  }
});

async function follow(run) {
  let state = run;
  for (;;) {
    show(state);
    if (state.outcome) return;
    await new Promise(resolve => setTimeout(resolve, pollMs));
    state = await call(`/runs/${run.id}`);
  }
}

function show(run) {
  const { outcome } = run;
  setRuntime(
    outcome ? outcome.status : phases[run.phase],
    outcome ? (outcome.status === 'completed' ? 'good' : 'bad') : 'busy',
  );
  element('title').textContent = run.actorName ? `${run.actorName} on ${run.baseModel}` : 'Taking the job';
  const done = run.totalSteps ? run.step / run.totalSteps : 0;
  element('fill').style.width = `${done * 100}%`;
  document.querySelector('.bar').setAttribute('aria-valuenow', String(Math.round(done * 100)));
  element('steps').textContent = run.totalSteps ? `step ${run.step} of ${run.totalSteps}` : '–';
  element('loss').textContent = run.loss.length ? `loss ${run.loss.at(-1).toFixed(4)}` : '';
  element('eta').textContent = outcome || !run.etaSeconds ? '' : `about ${run.etaSeconds} s left`;
  drawChart(run.loss, done);
  const face = element('face');
  if (run.face && !face.src.endsWith(`${run.id}/face.png`)) face.src = `/runs/${run.id}/face.png`;
  face.hidden = !run.face;
  const log = element('log');
  const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
  log.textContent = run.lines.map(line => `${line.at.slice(11, 19)}  ${line.text}`).join('\n');
  if (atEnd) log.scrollTop = log.scrollHeight;
  element('outcome').hidden = !outcome;
  element('outcome').className = `outcome ${outcome?.status === 'completed' ? 'good' : 'bad'}`;
  element('outcome').textContent = outcome?.message ?? '';
  const gallery = element('gallery');
  element('samples').hidden = run.samples.length === 0;
  if (gallery.dataset.shown !== `${run.id}/${run.samples.length}`) {
    gallery.dataset.shown = `${run.id}/${run.samples.length}`;
    gallery.replaceChildren(
      ...run.samples.map(({ prompt }, index) => {
        const image = new Image();
        image.src = `/runs/${run.id}/samples/${index}?of=${run.samples.length}`;
        image.alt = `Stand-in sample: ${prompt}`;
        return image;
      }),
    );
  }
}

function drawChart(loss, done) {
  const width = 500 * done;
  const points = loss.map((value, index) => {
    const x = loss.length > 1 ? (index / (loss.length - 1)) * width : 0;
    return `${x.toFixed(1)} ${(86 - Math.min(1, value / 0.36) * 82).toFixed(1)}`;
  });
  const line = points.length > 1 ? `M${points.join('L')}` : '';
  element('line').setAttribute('d', line);
  element('area').setAttribute('d', line ? `${line}L${width.toFixed(1)} 90L0 90Z` : '');
}
