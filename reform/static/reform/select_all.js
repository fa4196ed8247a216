/* A box with data-select-all ticks, or clears, every box of its form. */
'use strict';
document.addEventListener('change', (event) => {
  if (!event.target.matches('[data-select-all]')) return;
  for (const box of event.target.form.querySelectorAll('input[type="checkbox"]')) {
    box.checked = event.target.checked;
  }
});
