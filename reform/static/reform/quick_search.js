/* What is typed into the box at the top is looked for while it is typed. "/" or Ctrl+K leads there,
   arrows lead through what was found, Escape leads out. Without this script Enter opens a page. */
'use strict';
{
  const form = document.querySelector('form.quick');
  const box = form?.querySelector('input');
  const hits = form?.querySelector('.quick__hits');
  let waiting, asked;

  const close = () => { hits.hidden = true; };
  const ask = async () => {
    asked?.abort();
    const text = box.value.trim();
    if (text.length < 2) return close();
    asked = new AbortController();
    const address = `${form.action}?${new URLSearchParams({ q: text, part: 'hits' })}`;
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok || answer.redirected) return close();
      hits.innerHTML = await answer.text();
      hits.hidden = false;
    } catch (trouble) {
      if (trouble.name !== 'AbortError') close();
    }
  };
  const step = (by) => {
    const stops = [box, ...hits.querySelectorAll('a')];
    const at = stops.indexOf(document.activeElement);
    stops[(at + by + stops.length) % stops.length].focus();
  };

  box?.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(ask, 200); });
  box?.addEventListener('focus', () => { if (box.value && hits.children.length) hits.hidden = false; });
  form?.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !hits.hidden) { event.preventDefault(); close(); box.focus(); }
    if (event.key === 'ArrowDown' && !hits.hidden) { event.preventDefault(); step(1); }
    if (event.key === 'ArrowUp' && !hits.hidden) { event.preventDefault(); step(-1); }
  });
  document.addEventListener('click', (event) => { if (hits && !form.contains(event.target)) close(); });
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, textarea, select, [contenteditable]');
    const called = (event.key === '/' && !typing) || (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey));
    if (called && box) { event.preventDefault(); box.focus(); box.select(); }
  });
}
