// Saves a page of a questionnaire a few seconds after the last key. Without it the page works the same, with its buttons.
const form = document.querySelector('form[data-autosave]')
const told = document.querySelector('[data-saved]')
let timer
let sending = false
let dirty = false

const say = (text) => {
  if (told) told.textContent = text
}

async function save() {
  if (sending || !dirty) return
  sending = true
  dirty = false
  const body = new URLSearchParams(new FormData(form))
  body.set('act', 'autosave')
  try {
    const answer = await fetch(form.action, { method: 'POST', body, credentials: 'omit', redirect: 'error' })
    if (!answer.ok) throw new Error(String(answer.status))
    const { was = {}, clashes = [] } = await answer.json()
    for (const [name, mark] of Object.entries(was)) {
      const field = form.elements.namedItem(name)
      if (field instanceof HTMLInputElement) field.value = mark
    }
    const time = new Date().toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit' })
    say(
      clashes.length > 0
        ? 'Quelqu’un d’autre a répondu autrement à une question : vous choisirez en continuant.'
        : `Enregistré à ${time}.`,
    )
  } catch {
    dirty = true
    say(
      'Pas encore enregistré : nous réessaierons. Le bouton « Enregistrer et reprendre plus tard » fonctionne aussi.',
    )
    timer = setTimeout(save, 15000)
  } finally {
    sending = false
  }
}

if (form) {
  form.addEventListener('input', () => {
    dirty = true
    clearTimeout(timer)
    timer = setTimeout(save, 4000)
  })
  form.addEventListener('submit', () => clearTimeout(timer))
}
