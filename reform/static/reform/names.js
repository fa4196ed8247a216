/* What the admin leaves without a name of its own: fields in the rows of a table are called as their
   column, boxes that search as their label and what is chosen in them. Rows added later, too. A
   heading that says nothing is none. */
'use strict';
{
  let number = 0;
  const known = (element) => { element.id ||= `name-${++number}`; return element.id; };
  const heading = (field) => {
    const cell = field.closest('.tabular td');
    return field.labels?.[0] ?? cell?.closest('table').tHead?.rows[0].cells[cell.cellIndex];
  };
  const empty = (cell) => {
    const plain = document.createElement('td');
    plain.className = cell.className;
    return plain;
  };
  const name = (place) => {
    for (const cell of place.querySelectorAll('.tabular thead th:empty')) cell.replaceWith(empty(cell));
    for (const field of place.querySelectorAll('.tabular td :is(input:not([type="hidden"]), select, textarea)')) {
      const said = heading(field);
      if (said && !field.labels?.length) field.setAttribute('aria-labelledby', known(said));
    }
    for (const box of place.querySelectorAll('.select2-selection[role="combobox"]')) {
      const chosen = box.querySelector('.select2-selection__rendered');
      const said = heading(box.closest('.select2-container').previousElementSibling);
      if (!said || !chosen) continue;
      chosen.removeAttribute('role');
      chosen.removeAttribute('aria-readonly');
      box.setAttribute('aria-labelledby', `${known(said)} ${known(chosen)}`);
    }
  };
  // The admin makes its boxes when jQuery says that all is there: have our turn after that.
  addEventListener('load', () => {
    const turn = window.django?.jQuery ?? ((act) => act());
    turn(() => setTimeout(() => name(document)));
  });
  document.addEventListener('formset:added', () => setTimeout(() => name(document)));
}
