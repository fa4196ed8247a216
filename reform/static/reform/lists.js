/* On a phone a row is a card: its cells need their headings. A filter closes when one looks away. */
'use strict';
{
  const headings = [...document.querySelectorAll('#result_list thead th')];
  for (const row of document.querySelectorAll('#result_list tbody tr')) {
    [...row.cells].forEach((cell, place) => {
      const heading = headings[place]?.querySelector('.text')?.textContent.trim();
      const text = cell.textContent.trim();
      if (cell.matches('td:not(.action-checkbox)') && heading) cell.dataset.label = heading;
      cell.classList.toggle('is-empty', !cell.querySelector('img, input, select') && (!text || text === '-'));
    });
  }

  const filters = document.querySelectorAll('details.filter');
  const close = (except) => filters.forEach((one) => { if (one !== except) one.open = false; });
  document.addEventListener('click', (event) => close(event.target.closest('details.filter')));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const open = [...filters].find((one) => one.open);
    close();
    open?.querySelector('summary').focus();
  });
}
