/* Who presses again before the answer has come gets what was pressed last. The library lets both
   answers come: the first one takes away what the second one was for, and the second one's address
   is shown all the same. Aborting the first would be written to the console as an error. */
'use strict';
{
  const wishes = new WeakMap(); // place on the page -> what was last asked for it, and how
  const whole = ({ elt, path }) =>
    elt.matches('form') ? `${path}?${new URLSearchParams(new FormData(elt))}` : path;
  const refuse = (event) => {
    const { target, xhr } = event.detail;
    if (wishes.get(target)?.xhr !== xhr) event.preventDefault();
  };
  const forget = ({ detail: { target, xhr } }) => {
    if (wishes.get(target)?.xhr === xhr) wishes.delete(target);
  };

  document.addEventListener('htmx:confirm', (event) => {
    const { target } = event.detail;
    const said = whole(event.detail);
    const known = wishes.get(target);
    // A key may both change and send a form: that is one wish.
    if (known?.xhr && known.said === said) event.preventDefault();
    else wishes.set(target, { said });
  });
  document.addEventListener('htmx:beforeSend', ({ detail: { elt, target, xhr } }) => {
    wishes.get(target).xhr = xhr;
    // An element that another answer took away is heard by itself only.
    elt.addEventListener('htmx:beforeOnLoad', refuse);
    elt.addEventListener('htmx:afterRequest', forget);
  });
}
