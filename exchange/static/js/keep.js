// A form filled in where the connection is bad: it survives a reload, waits for the network, and counts once,
// because its hidden request id is kept with it. Without scripts the form posts as any other.
(() => {
  const PREFIX = "navette.kept.", DAY = 864e5, PAUSE = 15000;
  const store = window.localStorage;

  Object.keys(store).filter((key) => key.startsWith(PREFIX)).forEach((key) => {
    if (Date.now() - (JSON.parse(store.getItem(key)).at || 0) > DAY) store.removeItem(key);
  });

  // Files stay where they were chosen: no browser lets a page put one back.
  const typed = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrf_token");

  function fill(form, fields) {
    fields.forEach(([name, value]) => {
      const found = form.elements.namedItem(name);
      if (found) found.value = value;
    });
    form.querySelectorAll("details").forEach((more) => {
      if ([...more.querySelectorAll("input:not([type=radio]), textarea, select")].some((one) => one.value)) more.open = true;
    });
  }

  function keep(form) {
    const key = PREFIX + form.dataset.keep, note = form.querySelector("[data-keep-note]");
    let isSending = false, later;
    const save = () => store.setItem(key, JSON.stringify({ at: Date.now(), fields: typed(form) }));
    const say = (words) => { note.textContent = words; note.hidden = !words; };

    if (form.querySelector(".field--bad")) save();
    else if (store.getItem(key)) {
      fill(form, JSON.parse(store.getItem(key)).fields);
      say(note.dataset.kept);
    }

    function wait() {
      isSending = false;
      say(note.dataset.waits);
      later = setTimeout(send, PAUSE);
    }

    async function send() {
      if (isSending) return;
      isSending = true;
      clearTimeout(later);
      save();
      let answer;
      try {
        answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
      } catch {
        return wait();
      }
      if (answer.status >= 500) return wait();
      const onwards = answer.headers.get("HX-Redirect");
      // What is refused is drawn by the server: the same form once more, which nothing was done for yet.
      if (!onwards) return HTMLFormElement.prototype.submit.call(form);
      store.removeItem(key);
      location.assign(onwards);
    }

    form.addEventListener("input", save);
    form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
    addEventListener("online", () => { if (later) send(); });
  }

  document.querySelectorAll("form[data-keep]").forEach(keep);
})();
