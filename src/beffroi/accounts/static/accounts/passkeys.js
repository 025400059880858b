// Passkeys over forms that work without them. Hooks are data-beffroi-passkey; no inline anything.
// The server hands options in base64url (WebAuthn's JSON form) and takes the answer in the same.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const named = (list = []) => list.map((one) => ({ ...one, id: toBytes(one.id) }));

async function create({ publicKey }) {
  const options = {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
    excludeCredentials: named(publicKey.excludeCredentials),
    // always a key that opens the account alone, after finger, face or PIN
    authenticatorSelection: {
      ...publicKey.authenticatorSelection,
      residentKey: "required", requireResidentKey: true, userVerification: "required",
    },
  };
  const made = await navigator.credentials.create({ publicKey: options });
  return answer(made, {
    attestationObject: toText(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
}

async function get({ publicKey }) {
  const options = {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    allowCredentials: named(publicKey.allowCredentials),
  };
  const shown = await navigator.credentials.get({ publicKey: options });
  const { authenticatorData, signature, userHandle } = shown.response;
  return answer(shown, {
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    userHandle: userHandle ? toText(userHandle) : null,
  });
}

const answer = (credential, response) => ({
  id: credential.id,
  rawId: toText(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment ?? null,
  clientExtensionResults: credential.getClientExtensionResults(),
  response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
});

async function asked(form) {
  const written = document.getElementById("passkey-options");
  if (written) return JSON.parse(written.textContent);
  const reply = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(`options: ${reply.status}`);
  return (await reply.json()).request_options;
}

function passkey(form) {
  const fault = form.querySelector("[data-beffroi-passkey-fault]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    try {
      const act = form.dataset.beffroiPasskey === "add" ? create : get;
      form.elements.credential.value = JSON.stringify(await act(await asked(form)));
      form.submit();
    } catch {
      fault.hidden = false; // refused, cancelled or timed out: browsers do not tell which
    }
  });
}

if (window.PublicKeyCredential) document.querySelectorAll("[data-beffroi-passkey]").forEach(passkey);
document.querySelectorAll("[data-beffroi-go-on]").forEach((form) => form.submit());
