// Saves a page of a questionnaire a few seconds after the last key. Without it the page works the same, with its buttons.
const form = document.querySelector('form[data-autosave]')
const told = document.querySelector('[data-said]')
const pause = 4000
const pauseAfterTrouble = 15000
let timer
let sending = false
let dirty = false
// The button of the form takes over, or nothing can be kept here any more: this script has nothing left to do.
let ended = false

const say = (text, time = '') => {
  if (told && text) told.textContent = text.replace('{time}', time)
}

const later = (wait) => {
  clearTimeout(timer)
  if (!ended) timer = setTimeout(save, wait)
}

async function save(keepalive = false) {
  clearTimeout(timer)
  if (ended || sending || !dirty) return
  sending = true
  dirty = false
  const body = new URLSearchParams(new FormData(form))
  body.set('act', 'autosave')
  let wait = pause
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      body,
      credentials: 'omit',
      redirect: 'error',
      keepalive: keepalive === true,
    })
    if (answer.status === 404 || answer.status === 409) {
      ended = true
      say(form.dataset.refused)
      return
    }
    if (!answer.ok) throw new Error(String(answer.status))
    const { was = {}, clashes = [], faults = [] } = await answer.json()
    for (const [name, mark] of Object.entries(was)) {
      const field = form.elements.namedItem(name)
      if (field instanceof HTMLInputElement) field.value = mark
    }
    const time = new Date().toLocaleTimeString(form.dataset.tag, { hour: '2-digit', minute: '2-digit' })
    const { clash, partly, saved } = form.dataset
    say(clashes.length > 0 ? clash : faults.length > 0 ? partly : saved, time)
  } catch {
    dirty = true
    wait = pauseAfterTrouble
    say(form.dataset.failed)
  } finally {
    sending = false
    // What was written while the page was on its way leaves in its turn.
    if (dirty) later(wait)
  }
}

if (form) {
  form.addEventListener('input', () => {
    dirty = true
    later(pause)
  })
  // A telephone may end the page without a word once it is out of sight.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save(true)
  })
  form.addEventListener('submit', () => {
    ended = true
    clearTimeout(timer)
  })
  // Back from the next page: the same document goes on.
  addEventListener('pageshow', () => {
    ended = false
  })
}
