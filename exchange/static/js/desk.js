// The queue of new listings by keys, while the focus is inside it and nothing is being typed: j and k walk, a approves,
// r opens the ready words and a number sends them, x ticks. Each key presses what a pointer would press.
(() => {
  const queue = document.querySelector("[data-keys]");
  if (!queue) return;
  const cases = [...queue.querySelectorAll("article")];
  const legend = document.querySelector("[data-keys-legend]");
  const isTyping = (target) => target.matches("textarea, select, input:not([type=checkbox])");

  const go = (to) => cases[Math.max(0, Math.min(to, cases.length - 1))]?.focus();

  function refuse(one) {
    const words = one.querySelector("details");
    if (!words) return;
    words.open = true;
    words.querySelector("button").focus();
  }

  function press(key, one) {
    if (/^[1-9]$/.test(key)) return one.querySelector("details")?.open && one.querySelector(`[data-key="${key}"]`)?.click();
    if (key === "r") return refuse(one);
    one.querySelector(`[data-key="${key}"]`)?.click();
  }

  queue.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
    const one = event.target.closest("article"), at = cases.indexOf(one);
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else if (one && /^[arx1-9]$/.test(event.key)) press(event.key, one);
    else return;
    event.preventDefault();
  });

  if (legend && !matchMedia("(pointer: coarse)").matches) legend.hidden = false;
  legend?.querySelector("a").addEventListener("click", (event) => { event.preventDefault(); go(0); });
  // After a decision the page comes back with its address ending in #next: the next case has the focus. That is no
  // id of the page; where it were one, the browser would take the focus for itself.
  if (location.hash === "#next") go(0);
})();
