/* How much waits behind the screens of the menu: asked for once the page is there, so that no page
   waits for it. Without this script the menu has no numbers, and the desk has them all. */
'use strict';
{
  const address = document.currentScript.dataset.address;
  const menu = document.getElementById('nav-sidebar');
  const show = ({ screen, number, link, label }) => {
    const row = menu.querySelector(`tr.model-${screen}`);
    if (!row) return;
    const counted = document.createElement('a');
    Object.assign(counted, { href: link, textContent: number, className: 'menu-count' });
    counted.setAttribute('aria-label', label);
    row.cells[1].prepend(counted);
  };
  if (menu && address) {
    fetch(address).then((answer) => (answer.ok ? answer.json() : { counts: [] }))
      .then(({ counts }) => counts.forEach(show)).catch(() => {});
  }
}
