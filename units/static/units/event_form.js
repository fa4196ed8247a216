/* The picker of units asks as of the day and the province that stand on the form right now. */
'use strict';
window.addEventListener('load', () => {
  const pick = /\/units\/unit\/pick\/\?/;
  const typed = (name) => document.querySelector(`[name="${name}"]`)?.value.trim();
  window.django?.jQuery?.ajaxPrefilter((options) => {
    if (!pick.test(options.url)) return;
    const url = new URL(options.url, window.location.href);
    for (const [name, field] of [['on', 'operative_on'], ['province', 'province']]) {
      const value = typed(field);
      if (value === undefined) continue;
      if (value) url.searchParams.set(name, value); else url.searchParams.delete(name);
    }
    options.url = url.href;
  });
});
