/* What is left empty in a filter is left out of the address. */
'use strict';
document.addEventListener('htmx:configRequest', (event) => {
  const asked = event.detail.parameters;
  for (const name of Object.keys(asked)) if (asked[name] === '') delete asked[name];
});
