// A passage's thread beside the document without leaving the page: the mark fetches it, the address follows.

const panel = document.getElementById('panel');
const start = { html: panel.innerHTML, path: location.pathname };

// On a phone the contents would stand between the title and the text.
if (matchMedia('(max-width: 56rem)').matches) document.querySelector('.contents details').open = false;

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-passage], a.panel-close');
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (link.matches('.panel-close')) close(link);
  else open(link.href, link.dataset.passage);
});

document.addEventListener('keydown', (event) => {
  const shut = panel.querySelector('.panel-close');
  if (event.key === 'Escape' && shut && panel.contains(document.activeElement)) close(shut);
});

addEventListener('popstate', () => location.reload());

async function open(address, anchor) {
  panel.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(address, { headers: { 'X-Requested-With': 'fetch' } });
    if (!answer.ok) throw new Error(String(answer.status));
    panel.innerHTML = await answer.text(); // our own partial
  } catch {
    location.assign(address);
    return;
  } finally {
    panel.removeAttribute('aria-busy');
  }
  history.pushState({}, '', address);
  choose(anchor);
  document.body.classList.add('has-panel');
  panel.scrollTop = 0;
  panel.querySelector('h2').focus({ preventScroll: true });
}

function close(link) {
  const anchor = document.querySelector('.passage.is-chosen')?.id;
  if (start.path.includes('/passages/')) {
    location.assign(link.href);
    return;
  }
  panel.innerHTML = start.html;
  document.body.classList.remove('has-panel');
  history.pushState({}, '', start.path);
  choose(null);
  document.querySelector(`[data-passage="${CSS.escape(anchor ?? '')}"]`)?.focus({ preventScroll: true });
}

function choose(anchor) {
  for (const passage of document.querySelectorAll('.passage.is-chosen')) passage.classList.remove('is-chosen');
  if (anchor) document.getElementById(anchor)?.classList.add('is-chosen');
}
