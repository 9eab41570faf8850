// A passkey for a form: asks the site for a challenge, the device for an answer, and sends the form with it.
// Buttons stay hidden where the browser or the address cannot; passwords and codes work everywhere.
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const keys = (list) => (list || []).map((key) => ({ ...key, id: toBytes(key.id) }));

const ways = {
  create: (options) => navigator.credentials.create({ publicKey: {
    ...options, challenge: toBytes(options.challenge), user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: keys(options.excludeCredentials),
  } }),
  get: (options) => navigator.credentials.get({ publicKey: {
    ...options, challenge: toBytes(options.challenge), allowCredentials: keys(options.allowCredentials),
  } }),
};

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id, rawId: toText(credential.rawId), type: credential.type, response, clientExtensionResults: {},
  });
}

async function press(button) {
  const form = button.form, failed = form.querySelector("[data-passkey-failed]");
  if (button.dataset.passkey === "create" && !form.reportValidity()) return;
  failed.hidden = true;
  button.disabled = true;
  try {
    const answer = await fetch(button.dataset.challenge, {
      method: "POST", headers: { "X-CSRF-Token": form.elements.namedItem("csrf_token").value },
    });
    if (answer.status === 403) return location.reload();
    if (!answer.ok) throw new Error(answer.status);
    const made = await ways[button.dataset.passkey](await answer.json());
    form.elements.namedItem(button.dataset.into).value = written(made);
    form.submit();
  } catch {
    failed.hidden = false;
    button.disabled = false;
  }
}

document.querySelectorAll("button[data-passkey]").forEach((button) => {
  if (!window.PublicKeyCredential || button.dataset.origin !== location.origin) return;
  button.hidden = false;
  button.addEventListener("click", () => press(button));
});
